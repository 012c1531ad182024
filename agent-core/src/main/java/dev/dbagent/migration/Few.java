// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import java.util.List;

/** Names a few of many, in one line. */
final class Few {

  private static final int NAMED = 3;

  private Few() {}

  /** For example {@code a, b, c and 47 more}. */
  static String of(List<String> names) {
    return of(names, NAMED);
  }

  static String of(List<String> names, int atMost) {
    int more = names.size() - atMost;
    return more > 0
        ? String.join(", ", names.subList(0, atMost)) + " and " + more + " more"
        : String.join(", ", names);
  }
}
