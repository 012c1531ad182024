// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import dev.dbagent.model.FailureKind;
import dev.dbagent.model.StageFailure;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An exact version of the engine's binaries.
 *
 * @param major the major version
 * @param exact as the registry spells it: {@code 18.6.0}
 */
record PostgresVersion(int major, String exact) {

  /** The newest binaries that were tested, for each major version. */
  private static final Map<Integer, String> NEWEST =
      Map.of(14, "14.20.0", 15, "15.19.0", 16, "16.15.0", 17, "17.11.0", 18, "18.6.0");

  private static final Pattern FORM = Pattern.compile("(\\d{1,3})(\\.\\d{1,4}\\.\\d{1,4})?");

  /**
   * Reads a major version or an exact one, which is taken literally.
   *
   * @throws StageFailure when it is neither, or of a major version that is not offered
   */
  static PostgresVersion parse(String text) {
    Matcher matcher = FORM.matcher(text);
    String newest = matcher.matches() ? NEWEST.get(Integer.valueOf(matcher.group(1))) : null;
    if (newest == null) {
      throw new StageFailure(
          FailureKind.VERSION_UNSUPPORTED,
          "PostgreSQL version "
              + text
              + " is not offered; there are 14, 15, 16, 17, 18 and exact versions of them such as "
              + String.join(", ", new TreeMap<>(NEWEST).values()));
    }
    return new PostgresVersion(
        Integer.parseInt(matcher.group(1)), matcher.group(2) == null ? newest : text);
  }

  /** As PostgreSQL itself counts: {@code PostgreSQL 18.6}. */
  String product() {
    return "PostgreSQL " + (exact.endsWith(".0") ? exact.substring(0, exact.length() - 2) : exact);
  }
}
