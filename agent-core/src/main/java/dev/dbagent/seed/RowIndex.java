// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds rows by some of their values, each once and the first ones first. */
final class RowIndex {

  private static final int NONE = -1;

  private final Map<List<@Nullable String>, Deque<Integer>> rows = new HashMap<>();

  /**
   * @param columns the indexes of the values to find rows by
   */
  RowIndex(List<? extends List<@Nullable String>> all, List<Integer> columns) {
    for (int i = 0; i < all.size(); i++) {
      rows.computeIfAbsent(TableRows.values(all.get(i), columns), key -> new ArrayDeque<>()).add(i);
    }
  }

  /** Whether there is a row for each, taken or not. */
  boolean hasAll(List<List<@Nullable String>> wanted) {
    return wanted.stream().allMatch(rows::containsKey);
  }

  /** The index of a row with these values that was not taken yet; -1 when there is none. */
  int take(List<@Nullable String> values) {
    Deque<Integer> found = rows.get(values);
    Integer first = found == null ? null : found.poll();
    return first == null ? NONE : first;
  }
}
