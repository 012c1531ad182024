// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.model;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A few lines of a file around a place, to be shown with a caret. A tab is one space wide, so that
 * the caret stands below its column; of a long line only the part around the column is kept.
 *
 * @param firstLine the number of the first line shown, from 1
 * @param lines at most three
 * @param line the number of the line that the caret belongs to
 * @param caret how many characters of that line, as shown, stand before the caret; -1 for no caret
 */
public record Excerpt(int firstLine, List<String> lines, int line, int caret) {

  private static final int AROUND = 1;
  private static final int WIDTH = 120;

  public Excerpt {
    lines = List.copyOf(lines);
  }

  /**
   * The lines around a place.
   *
   * @param text of the whole file, without a byte order mark
   * @param place with a line that the text has
   */
  public static Excerpt around(String text, Place place) {
    List<String> all = text.lines().limit(place.line() + (long) AROUND).toList();
    int first = Math.max(1, place.line() - AROUND);
    int before = Math.max(0, place.column() - 1);
    int start = before < WIDTH ? 0 : before - WIDTH / 2;
    List<String> shown =
        IntStream.rangeClosed(first, all.size())
            .mapToObj(n -> clip(all.get(n - 1), start))
            .toList();
    return new Excerpt(first, shown, place.line(), place.column() == 0 ? -1 : before - start);
  }

  private static String clip(String line, int start) {
    int[] visible =
        line.codePoints()
            .skip(start)
            .limit(WIDTH)
            .map(c -> Character.isISOControl(c) ? ' ' : c)
            .toArray();
    return new String(visible, 0, visible.length);
  }
}
