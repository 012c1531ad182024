// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.provenance;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.algorithm.Change;
import com.github.difflib.algorithm.DiffAlgorithmI;
import com.github.difflib.algorithm.DiffAlgorithmListener;
import com.github.difflib.algorithm.myers.MyersDiff;
import com.github.difflib.patch.DeltaType;
import com.github.difflib.patch.Patch;
import java.util.List;

/**
 * The difference of two lists of lines, in bounded time: Myers' algorithm needs the square of the
 * number of differences, so it works only between the first and the last line that differ, and
 * where it takes too long all of what lies between counts as replaced.
 */
final class LineDiff implements DiffAlgorithmI<String> {

  private static final int CONTEXT = 3;
  private static final int MOST_DIFFERENCES = 1000;

  /** Unified, without the two header lines; empty when nothing differs. */
  static List<String> unified(List<String> before, List<String> now) {
    Patch<String> patch = DiffUtils.diff(before, now, new LineDiff());
    return UnifiedDiffUtils.generateUnifiedDiff("before", "now", before, patch, CONTEXT).stream()
        .skip(2)
        .toList();
  }

  @Override
  public List<Change> computeDiff(
      List<? extends String> before, List<? extends String> now, DiffAlgorithmListener listener) {
    int shorter = Math.min(before.size(), now.size());
    int head = 0;
    while (head < shorter && before.get(head).equals(now.get(head))) {
      head++;
    }
    int tail = 0;
    while (tail < shorter - head
        && before.get(before.size() - 1 - tail).equals(now.get(now.size() - 1 - tail))) {
      tail++;
    }
    return middle(before, head, before.size() - tail, now, head, now.size() - tail);
  }

  private static List<Change> middle(
      List<? extends String> before,
      int from,
      int to,
      List<? extends String> now,
      int at,
      int end) {
    if (from == to) {
      return at == end ? List.of() : List.of(new Change(DeltaType.INSERT, from, to, at, end));
    }
    if (at == end) {
      return List.of(new Change(DeltaType.DELETE, from, to, at, end));
    }
    try {
      return new MyersDiff<String>()
          .computeDiff(before.subList(from, to), now.subList(at, end), new Patience()).stream()
              .map(change -> shifted(change, from, at))
              .toList();
    } catch (TooDifferentException e) {
      return List.of(new Change(DeltaType.CHANGE, from, to, at, end));
    }
  }

  private static Change shifted(Change change, int from, int at) {
    return new Change(
        change.deltaType,
        change.startOriginal + from,
        change.endOriginal + from,
        change.startRevised + at,
        change.endRevised + at);
  }

  /** Stops a search that has found too many differences already. */
  private static final class Patience implements DiffAlgorithmListener {

    @Override
    public void diffStart() {}

    @Override
    public void diffStep(int differences, int most) {
      if (differences > MOST_DIFFERENCES) {
        throw new TooDifferentException();
      }
    }

    @Override
    public void diffEnd() {}
  }

  private static final class TooDifferentException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
