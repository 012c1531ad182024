// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import java.util.ArrayList;
import java.util.List;

/** The lines of a text, each with its end, so that they can be put together again as they were. */
final class TextLines {

  private TextLines() {}

  /** Nothing is lost: joined, the lines are the text. */
  static List<String> of(String text) {
    List<String> lines = new ArrayList<>();
    int start = 0;
    while (start < text.length()) {
      int end = endOfLine(text, start);
      lines.add(text.substring(start, end));
      start = end;
    }
    return lines;
  }

  private static int endOfLine(String text, int start) {
    for (int at = start; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '\n') {
        return at + 1;
      }
      if (c == '\r') {
        boolean pair = at + 1 < text.length() && text.charAt(at + 1) == '\n';
        return pair ? at + 2 : at + 1;
      }
    }
    return text.length();
  }

  /** A line without its end. */
  static String content(String line) {
    int end = line.length();
    while (end > 0 && (line.charAt(end - 1) == '\n' || line.charAt(end - 1) == '\r')) {
      end--;
    }
    return line.substring(0, end);
  }
}
