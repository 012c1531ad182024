// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.migration.MigrationFile.Kind;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Iterator;
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

  /** Whether another name of the same kind has the version or the description of this one. */
  boolean resembles(MigrationName other) {
    boolean version = this.version != null && this.version.equals(other.version);
    return kind == other.kind && (version || description.equalsIgnoreCase(other.description));
  }

  /** Equal for versions that Flyway holds equal: 1, 01 and 1.0. */
  static List<BigInteger> comparable(String version) {
    List<BigInteger> parts = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= version.length(); i++) {
      if (i == version.length() || version.charAt(i) == '.' || version.charAt(i) == '_') {
        parts.add(new BigInteger(version.substring(start, i)));
        start = i + 1;
      }
    }
    while (parts.size() > 1 && parts.get(parts.size() - 1).signum() == 0) {
      parts.remove(parts.size() - 1);
    }
    return parts;
  }

  /** The order in which Flyway runs versions; zero for those that it holds equal. */
  static int compare(String one, String other) {
    return compare(comparable(one), comparable(other));
  }

  /** The order of versions that are {@link #comparable}; what has none comes first. */
  static int compare(List<BigInteger> one, List<BigInteger> other) {
    Iterator<BigInteger> theirs = other.iterator();
    for (BigInteger mine : one) {
      int order = theirs.hasNext() ? mine.compareTo(theirs.next()) : 1;
      if (order != 0) {
        return order;
      }
    }
    return theirs.hasNext() ? -1 : 0;
  }

  /** The version after one, in the same spelling: 1.9 gives 1.10, and 007 gives 008. */
  static String next(String version) {
    int last = Math.max(version.lastIndexOf('.'), version.lastIndexOf('_')) + 1;
    String digits = version.substring(last);
    String next = new BigInteger(digits).add(BigInteger.ONE).toString();
    return version.substring(0, last)
        + "0".repeat(Math.max(0, digits.length() - next.length()))
        + next;
  }
}
