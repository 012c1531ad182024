// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.migration.MigrationFile.Kind;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the name of a file says.
 *
 * @param kind what it is
 * @param version with dots, null for what has none
 * @param description with spaces, may be empty
 */
record MigrationName(Kind kind, @Nullable String version, String description) {

  /** Equal for versions that Flyway holds equal: 1, 01 and 1.0. */
  static List<BigInteger> comparable(String version) {
    List<BigInteger> parts = new ArrayList<>();
    for (String part : version.split("[._]", -1)) {
      parts.add(new BigInteger(part));
    }
    while (parts.size() > 1 && parts.get(parts.size() - 1).signum() == 0) {
      parts.remove(parts.size() - 1);
    }
    return parts;
  }
}
