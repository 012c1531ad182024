// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a seed file should say.
 *
 * @param renamed the new names of columns by those that the file as it is has for them
 * @param rows in any order
 */
record SeedTarget(Map<String, String> renamed, List<TargetRow> rows) {

  /** The name by which a column of the file as it is goes now. */
  String nameOf(String column) {
    return renamed.getOrDefault(column, column);
  }

  /** Those that are in the file as it is, by their numbers. */
  Map<Long, TargetRow> kept() {
    Map<Long, TargetRow> kept = new HashMap<>();
    rows.stream().filter(row -> !row.isNew()).forEach(row -> kept.put(row.number(), row));
    return kept;
  }

  /**
   * The new rows by the number of the row before which each comes, 0 for the end: where the order
   * of the table puts it, as far as the file is in that order.
   *
   * @param order the numbers of the rows that stay, in the order of the file
   */
  Map<Long, List<TargetRow>> insertions(List<Long> order) {
    Map<Long, TargetRow> kept = kept();
    Map<Long, List<TargetRow>> insertions = new HashMap<>();
    List<TargetRow> added =
        rows.stream()
            .filter(TargetRow::isNew)
            .sorted(Comparator.comparingLong(TargetRow::rank))
            .toList();
    // The higher a row ranks, the later comes the first one that ranks higher.
    int at = 0;
    for (TargetRow row : added) {
      while (at < order.size()
          && Objects.requireNonNull(kept.get(order.get(at))).rank() < row.rank()) {
        at++;
      }
      long before = at < order.size() ? order.get(at) : 0L;
      insertions.computeIfAbsent(before, number -> new ArrayList<>()).add(row);
    }
    return insertions;
  }
}
