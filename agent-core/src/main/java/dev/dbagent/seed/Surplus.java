// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The rows of a table without those that are there anyway: equal ones, each as often as it is there
 * anyway, and such with the same key.
 *
 * @param rows the indexes of what is left
 * @param others the indexes of rows of which there is one with the same key, but other values
 * @param missing how many rows that are there anyway are not among these
 */
record Surplus(List<Integer> rows, List<Integer> others, int missing) {

  /**
   * Works it out.
   *
   * @param candidates the indexes of the rows that count
   * @param anyway the same table as it is anyway; its columns are in the same order
   */
  static Surplus of(TableRows now, List<Integer> candidates, TableRows anyway) {
    List<Integer> all = IntStream.range(0, now.shape().stored().size()).boxed().toList();
    RowIndex whole = new RowIndex(anyway.rows(), all);
    boolean hasKey = !now.shape().key().isEmpty();
    RowIndex byKey = new RowIndex(anyway.rows(), hasKey ? anyway.key() : all);
    List<Integer> rows = new ArrayList<>();
    List<Integer> others = new ArrayList<>();
    int equal = 0;
    for (int index : candidates) {
      boolean isSame = whole.take(now.rows().get(index)) >= 0;
      boolean isKnown =
          hasKey && byKey.take(TableRows.values(now.rows().get(index), now.key())) >= 0;
      if (isSame) {
        equal++;
      } else if (isKnown) {
        others.add(index);
      } else {
        rows.add(index);
      }
    }
    return new Surplus(rows, others, anyway.rows().size() - equal - others.size());
  }
}
