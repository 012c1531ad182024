// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import dev.dbagent.engine.TableShape.ColumnShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which row of a table became which, between two moments of one database: by the primary key of the
 * first moment, as long as its columns are there; else by all columns that outlived, and what is
 * different then in order, if it is as many as before.
 */
final class RowMatch {

  private static final int NONE = -1;

  private final int[] after;
  private final boolean[] isTaken;

  private RowMatch(int before, int after) {
    this.after = new int[before];
    this.isTaken = new boolean[after];
    Arrays.fill(this.after, NONE);
  }

  static RowMatch of(TableRows before, TableRows after) {
    List<Integer> old = new ArrayList<>();
    List<Integer> now = new ArrayList<>();
    boolean isByKey = !before.shape().key().isEmpty() && survives(before, after);
    for (ColumnShape column : before.shape().stored()) {
      boolean counts = !isByKey || before.shape().key().contains(column.name());
      if (counts && after.indexOf(column.id()) >= 0) {
        old.add(before.indexOf(column.id()));
        now.add(after.indexOf(column.id()));
      }
    }
    RowMatch match = new RowMatch(before.rows().size(), after.rows().size());
    RowIndex index = new RowIndex(after.rows(), now);
    for (int i = 0; i < before.rows().size(); i++) {
      match.set(i, index.take(TableRows.values(before.rows().get(i), old)));
    }
    match.zip(isByKey);
    return match;
  }

  private static boolean survives(TableRows before, TableRows after) {
    return before.shape().key().stream()
        .flatMap(name -> before.shape().column(name).stream())
        .allMatch(column -> after.indexOf(column.id()) >= 0);
  }

  private void set(int before, int found) {
    after[before] = found;
    if (found != NONE) {
      isTaken[found] = true;
    }
  }

  private void zip(boolean isByKey) {
    int[] lost = IntStream.range(0, after.length).filter(i -> after[i] == NONE).toArray();
    int[] free = IntStream.range(0, isTaken.length).filter(i -> !isTaken[i]).toArray();
    boolean isRewritten = lost.length == after.length;
    if (lost.length == free.length && (!isByKey || isRewritten)) {
      for (int i = 0; i < lost.length; i++) {
        set(lost[i], free[i]);
      }
    }
  }

  /** What became of a row; -1 when it is gone. */
  int after(int before) {
    return after[before];
  }

  /** The rows that were not there before. */
  List<Integer> added() {
    return IntStream.range(0, isTaken.length).filter(i -> !isTaken[i]).boxed().toList();
  }
}
