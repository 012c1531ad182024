// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds names of two or more parts in a script, wherever they stand: words with dots between them,
 * of which the first may have letters of any language. A regular expression would try at each
 * character of a thousand scripts, this looks at dots only.
 */
final class DottedNames {

  private final String text;
  private final List<String> names = new ArrayList<>();

  private DottedNames(String text) {
    this.text = text;
  }

  /** In the order of the text; a name that stands in it twice is found twice. */
  static List<String> in(String text) {
    DottedNames found = new DottedNames(text);
    found.look();
    return found.names;
  }

  private void look() {
    int from = 0;
    for (int dot = text.indexOf('.'); dot >= 0; dot = text.indexOf('.', from)) {
      int start = startOfWord(from, dot);
      int end = start < dot ? endOfParts(dot) : dot;
      if (end > dot) {
        names.add(text.substring(start, end));
      }
      from = Math.max(end, dot + 1);
    }
  }

  /** Where the longest word begins that ends before a dot; the dot itself if there is none. */
  private int startOfWord(int from, int dot) {
    int start = dot;
    for (int i = dot - 1; i >= from && isPart(text.charAt(i)); i--) {
      if (isLetter(text.charAt(i))) {
        start = i;
      }
    }
    return start;
  }

  /** After the last part, if at least one follows the dot; else the dot itself. */
  private int endOfParts(int dot) {
    int end = dot;
    while (end + 1 < text.length()
        && text.charAt(end) == '.'
        && isPlainLetter(text.charAt(end + 1))) {
      end += 2;
      while (end < text.length() && isPlainPart(text.charAt(end))) {
        end++;
      }
    }
    return end;
  }

  private static boolean isPlainLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  private static boolean isPlainPart(char c) {
    return isPlainLetter(c) || (c >= '0' && c <= '9') || c == '$';
  }

  private static boolean isLetter(char c) {
    return isPlainLetter(c) || isForeign(c);
  }

  private static boolean isPart(char c) {
    return isPlainPart(c) || isForeign(c);
  }

  /** As the server sees it, bar the mark of a placeholder whose value is not known. */
  private static boolean isForeign(char c) {
    return c >= '\u0080' && c != PlaceholderText.UNKNOWN;
  }
}
