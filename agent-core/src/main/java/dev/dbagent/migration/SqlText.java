// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Finds comments and statements in a script, by the lexical rules of PostgreSQL's manual, section
 * 4.1: nested comments, dollar quotes, escape strings; and bodies in BEGIN ATOMIC ... END.
 */
final class SqlText {

  /**
   * One statement of a script.
   *
   * @param offset of its first token in the script
   * @param sql from the first token to the semicolon, which is not part of it
   */
  record Piece(int offset, String sql) {}

  private final String sql;

  SqlText(String sql) {
    this.sql = sql;
  }

  /** Where the first token stands that is neither space nor comment; the length if none does. */
  int firstToken() {
    return firstToken(0);
  }

  List<Piece> statements() {
    List<Piece> pieces = new ArrayList<>();
    int start = firstToken(0);
    while (start < sql.length()) {
      int end = endOfStatement(start);
      if (end > start) {
        pieces.add(new Piece(start, sql.substring(start, end)));
      }
      start = firstToken(end + 1);
    }
    return pieces;
  }

  private int firstToken(int from) {
    int i = from;
    while (i < sql.length() && (Character.isWhitespace(sql.charAt(i)) || isComment(i))) {
      i = isComment(i) ? endOfComment(i) : i + 1;
    }
    return Math.min(i, sql.length());
  }

  private int endOfStatement(int start) {
    int depth = 0;
    String before = "";
    int i = start;
    while (i < sql.length() && (depth > 0 || sql.charAt(i) != ';')) {
      int end = endOfToken(i);
      if (isWordPart(sql.charAt(i))) {
        String word = sql.substring(i, end).toUpperCase(Locale.ROOT);
        boolean opens = word.equals("ATOMIC") && before.equals("BEGIN");
        if (opens || (depth > 0 && word.equals("CASE"))) {
          depth++;
        } else if (depth > 0 && word.equals("END")) {
          depth--;
        }
        before = word;
      }
      i = end;
    }
    return i;
  }

  private int endOfToken(int i) {
    char c = sql.charAt(i);
    if (isComment(i)) {
      return endOfComment(i);
    }
    if (c == '\'' || c == '"') {
      return endOfQuoted(i, c, false);
    }
    if ((c == 'e' || c == 'E') && i + 1 < sql.length() && sql.charAt(i + 1) == '\'') {
      return endOfQuoted(i + 1, '\'', true);
    }
    if (c == '$') {
      return endOfDollarQuoted(i);
    }
    int end = i + 1;
    while (isWordPart(c) && end < sql.length() && isWordPart(sql.charAt(end))) {
      end++;
    }
    return end;
  }

  private boolean isComment(int i) {
    return sql.startsWith("--", i) || sql.startsWith("/*", i);
  }

  private int endOfComment(int i) {
    if (sql.startsWith("--", i)) {
      return orEnd(sql.indexOf('\n', i));
    }
    int depth = 0;
    int at = i;
    do {
      boolean opens = sql.startsWith("/*", at);
      boolean closes = sql.startsWith("*/", at);
      depth += opens ? 1 : closes ? -1 : 0;
      at += opens || closes ? 2 : 1;
    } while (depth > 0 && at < sql.length());
    return at;
  }

  private int endOfQuoted(int i, char quote, boolean escapes) {
    int at = i + 1;
    while (at < sql.length() && sql.charAt(at) != quote) {
      at += escapes && sql.charAt(at) == '\\' ? 2 : 1;
    }
    return Math.min(at + 1, sql.length());
  }

  private int endOfDollarQuoted(int i) {
    int close = i + 1;
    while (close < sql.length() && isWordPart(sql.charAt(close)) && sql.charAt(close) != '$') {
      close++;
    }
    if (close >= sql.length() || sql.charAt(close) != '$') {
      return i + 1;
    }
    String tag = sql.substring(i, close + 1);
    int end = sql.indexOf(tag, close + 1);
    return end < 0 ? sql.length() : end + tag.length();
  }

  private int orEnd(int index) {
    return index < 0 ? sql.length() : index;
  }

  private static boolean isWordPart(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '$';
  }
}
