// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.model.Place;

/** The place of an index in a text. */
final class ScriptPlace {

  private ScriptPlace() {}

  /** Line and column, in characters as people count them: a surrogate pair is one. */
  static Place at(String path, String text, int offset) {
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < offset; i++) {
      if (endsLine(text, i)) {
        line++;
        lineStart = i + 1;
      }
    }
    return new Place(path, line, 1 + text.codePointCount(lineStart, offset));
  }

  /** The path of a file of that name in the same folder. */
  static String beside(String path, String name) {
    return path.substring(0, path.lastIndexOf('/') + 1) + name;
  }

  /** Where a line begins, line feeds counted as the server does; the last one if there are less. */
  static int lineStart(String text, int line) {
    int at = 0;
    for (int i = 1; i < line; i++) {
      int newline = text.indexOf('\n', at);
      if (newline < 0) {
        return at;
      }
      at = newline + 1;
    }
    return at;
  }

  /** Line feed, carriage return, or both together, as {@link String#lines()} has it. */
  private static boolean endsLine(String text, int i) {
    char c = text.charAt(i);
    return c == '\n' || (c == '\r' && !text.startsWith("\n", i + 1));
  }
}
