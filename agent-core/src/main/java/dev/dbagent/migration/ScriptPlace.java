// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.model.Place;

/** Finds the place in a file that a server's position within a statement means. */
final class ScriptPlace {

  private ScriptPlace() {}

  /**
   * Where in a statement the server points to, as an index.
   *
   * @param position in code points from 1; 0 for none, which means the first token
   */
  static int offset(String sql, int position) {
    boolean known = position > 0 && position <= sql.codePointCount(0, sql.length()) + 1;
    return known ? sql.offsetByCodePoints(0, position - 1) : new SqlText(sql).firstToken();
  }

  /** The place of an index in a text. */
  static Place at(String path, String text, int offset) {
    String before = text.substring(0, offset);
    int lineStart = before.lastIndexOf('\n') + 1;
    return new Place(path, 1 + newlines(before), 1 + length(before.substring(lineStart)));
  }

  /**
   * The place of a fault in a statement of a file.
   *
   * @param line where the statement's first token stands, the comments before it not counted
   * @param sql as sent: with the comments before it, and with placeholders replaced
   * @param position in code points from 1; 0 for none
   */
  static Place inStatement(MigrationFile file, int line, String sql, int position) {
    int token = new SqlText(sql).firstToken();
    int fault = Math.max(token, offset(sql, position));
    int faultLine = line + newlines(sql.substring(token, fault));
    String[] lines = file.text().split("\n", -1);
    if (faultLine > lines.length) {
      return Place.line(file.path(), line);
    }
    int lineStart = Math.max(token, sql.lastIndexOf('\n', fault - 1) + 1);
    int lineEnd = sql.indexOf('\n', fault);
    String sent = sql.substring(lineStart, lineEnd < 0 ? sql.length() : lineEnd);
    int column = column(lines[faultLine - 1], sent, fault - lineStart);
    return new Place(file.path(), faultLine, column);
  }

  /** Whether a statement stands in a file, its first token at the line. */
  static boolean begins(MigrationFile file, int line, String sql) {
    String[] lines = file.text().split("\n", -1);
    String first = sql.substring(new SqlText(sql).firstToken()).lines().findFirst().orElse("");
    return line <= lines.length && lines[line - 1].contains(first);
  }

  /** 0 unless the file's line holds what was sent exactly once: a placeholder moves columns. */
  private static int column(String written, String sent, int offset) {
    int start = onlyIndex(written, sent);
    if (start < 0 && offset > 0) {
      start = onlyIndex(written, sent.substring(0, offset));
    }
    return start < 0 ? 0 : 1 + length(written.substring(0, start + offset));
  }

  private static int onlyIndex(String text, String part) {
    int first = text.indexOf(part);
    return first == text.lastIndexOf(part) ? first : -1;
  }

  private static int newlines(String text) {
    return (int) text.chars().filter(c -> c == '\n').count();
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
