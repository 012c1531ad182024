// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.model;

import java.util.List;

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

  /** How many lines are shown at most. */
  public static final int HEIGHT = 3;

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
    int first = firstLine(place);
    return of(text.lines().skip(first - 1L).limit(HEIGHT).toList(), place);
  }

  /** The number of the first line that an excerpt around the place shows. */
  public static int firstLine(Place place) {
    return Math.max(1, place.line() - AROUND);
  }

  /**
   * An excerpt from lines that were read already.
   *
   * @param lines from {@link #firstLine} on; those too far below the place are left out
   */
  public static Excerpt of(List<String> lines, Place place) {
    int first = firstLine(place);
    int before = Math.max(0, place.column() - 1);
    int start = before < WIDTH ? 0 : before - WIDTH / 2;
    List<String> shown =
        lines.stream()
            .limit(place.line() + AROUND + 1L - first)
            .map(line -> clip(line, start))
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
