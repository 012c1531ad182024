// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.model.FailureKind;
import dev.dbagent.model.StageFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One of Flyway's locations, taken apart. Folders may hold the wildcards {@code ?} (a character),
 * {@code *} (within a name) and {@code **} (any folders).
 *
 * @param isClassPath whether it starts at the class path
 * @param root the path up to the first wildcard, without slashes at its ends unless absolute
 * @param wildcard what the path below the root must match, null for everything; its group, if any,
 *     is the path of the script
 */
record LocationPattern(boolean isClassPath, String root, @Nullable Pattern wildcard) {

  private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:[\\\\/].*");

  static LocationPattern of(String location) {
    int colon = DRIVE.matcher(location).matches() ? -1 : location.indexOf(':');
    String scheme = colon < 0 ? "classpath" : location.substring(0, colon);
    String path = location.substring(colon + 1).replace('\\', '/').replaceFirst("(?<=.)/+$", "");
    return switch (scheme) {
      case "filesystem" -> of(false, path);
      case "classpath" -> of(true, path.replaceFirst("^/+", ""));
      default ->
          throw new StageFailure(
              FailureKind.SETTING_REJECTED,
              "the location " + location + " is neither filesystem: nor classpath:");
    };
  }

  private static LocationPattern of(boolean classPath, String path) {
    List<String> root = new ArrayList<>();
    List<String> rest = new ArrayList<>();
    for (String name : path.split("/", -1)) {
      boolean wild = name.indexOf('*') >= 0 || name.indexOf('?') >= 0;
      (wild || !rest.isEmpty() ? rest : root).add(name);
    }
    return new LocationPattern(
        classPath, String.join("/", root), rest.isEmpty() ? null : wildcard(rest));
  }

  private static Pattern wildcard(List<String> names) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      if (name.equals("**")) {
        regex.append("(?:[^/]+/)*?");
      } else {
        name.codePoints().forEach(c -> regex.append(regex(c)));
        regex.append(i < names.size() - 1 ? "/" : "");
      }
    }
    boolean endsInFile = names.get(names.size() - 1).indexOf('.') >= 0;
    return Pattern.compile(endsInFile ? regex.toString() : regex + "/(.*)");
  }

  private static String regex(int wildcardOrLetter) {
    return switch (wildcardOrLetter) {
      case '*' -> "[^/]+?";
      case '?' -> "[^/]";
      default -> Pattern.quote(Character.toString(wildcardOrLetter));
    };
  }

  /** The path of a script within this location; null when the location does not hold it. */
  @Nullable String scriptOf(String pathBelowRoot) {
    if (wildcard == null) {
      return pathBelowRoot;
    }
    Matcher m = wildcard.matcher(pathBelowRoot);
    if (!m.matches()) {
      return null;
    }
    return m.groupCount() == 0 ? pathBelowRoot : m.group(1);
  }
}
