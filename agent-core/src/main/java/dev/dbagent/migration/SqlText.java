// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * Finds comments, statements and names in a script, by the lexical rules of PostgreSQL's manual,
 * section 4.1: nested comments, dollar quotes, escape strings; bodies in BEGIN ATOMIC ... END; and
 * the rows after COPY ... FROM STDIN, which psql and Flyway both take from the script.
 */
final class SqlText {

  private static final Pattern TAKES_ROWS =
      Pattern.compile("COPY\\b.*\\bFROM\\s+STDIN\\b.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private static final String END_OF_ROWS = "\\.";

  /** Dollar quotes within dollar quotes: a body, a statement that it executes, a string in that. */
  private static final int DEEPEST_QUOTES = 3;

  /**
   * One statement of a script.
   *
   * @param offset of its first token in the script
   * @param sql from the first token to the semicolon, which is not part of it
   * @param rows that follow it and belong to it, without the line that ends them; null if it takes
   *     none
   */
  record Piece(int offset, String sql, Optional<String> rows) {}

  /**
   * A word or a quoted name.
   *
   * @param offset where it begins
   * @param name as the server folds it: in lower case, unless it was quoted
   */
  record Name(int offset, String name) {}

  /**
   * What stands between quotes.
   *
   * @param offset where its opening quote begins
   * @param start of its first character
   * @param text as written
   */
  record Literal(int offset, int start, String text) {}

  /** What a token is. */
  enum TokenKind {
    WORD,
    QUOTED_NAME,
    NUMBER,
    LITERAL,
    SYMBOL
  }

  /**
   * A token.
   *
   * @param offset where it begins
   * @param end after it
   * @param text of a word or name as the server folds it, of a literal what it stands for (escapes
   *     left alone), of anything else as written
   */
  record Token(TokenKind kind, int offset, int end, String text) {}

  private final String sql;

  SqlText(String sql) {
    this.sql = sql;
  }

  /** Where the first token stands that is neither space nor comment; the length if none does. */
  int firstToken() {
    return firstToken(0);
  }

  /** Where the first token at or after an index stands, the index being between tokens. */
  int firstToken(int from) {
    int i = from;
    while (i < sql.length() && (isSpace(sql.charAt(i)) || isComment(i))) {
      i = isComment(i) ? endOfToken(i) : i + 1;
    }
    return Math.min(i, sql.length());
  }

  List<Piece> statements() {
    List<Piece> pieces = new ArrayList<>();
    split(pieces);
    return pieces;
  }

  /** Where a comment begins that follows the last statement and has no end. */
  OptionalInt openComment() {
    if (!sql.contains("/*")) {
      return OptionalInt.empty();
    }
    for (int i = split(new ArrayList<>()); i < sql.length(); i = endOfToken(i)) {
      if (isComment(i) && end(i) < 0) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }

  /** Returns where the last statement ends. */
  private int split(List<Piece> pieces) {
    int last = 0;
    int start = firstToken(0);
    while (start < sql.length()) {
      int end = endOfStatement(start);
      String statement = sql.substring(start, end);
      int next = end + 1;
      if (TAKES_ROWS.matcher(statement).matches()) {
        int rows = startOfRows(end);
        int rowsEnd = endOfRows(rows);
        pieces.add(new Piece(start, statement, Optional.of(sql.substring(rows, rowsEnd))));
        next = rowsEnd + END_OF_ROWS.length();
      } else if (end > start) {
        pieces.add(new Piece(start, statement, Optional.empty()));
      }
      last = next;
      start = firstToken(next);
    }
    return last;
  }

  /** Where the rows begin that follow a statement: in the line after its end. */
  int startOfRows(int endOfStatement) {
    int newline = sql.indexOf('\n', endOfStatement);
    return newline < 0 ? sql.length() : newline + 1;
  }

  /** Where something begins that has no end: a quote, a dollar quote or a comment. */
  OptionalInt unfinished() {
    int i = 0;
    while (i < sql.length()) {
      int end = end(i);
      if (end < 0) {
        return OptionalInt.of(i);
      }
      i = end;
    }
    return OptionalInt.empty();
  }

  /** Whether a parenthesis follows what begins at an index, as in a call. */
  boolean isCalled(int i) {
    int next = firstToken(endOfToken(i));
    return next < sql.length() && sql.charAt(next) == '(';
  }

  /** The names in the text, keywords among them; nothing from within comments and literals. */
  List<Name> names() {
    List<Name> names = new ArrayList<>();
    for (int i = 0; i < sql.length(); i = endOfToken(i)) {
      int end = endOfToken(i);
      if (sql.charAt(i) == '"' && end > i + 1) {
        names.add(new Name(i, sql.substring(i + 1, end - 1).replace("\"\"", "\"")));
      } else if (isWordPart(sql.charAt(i)) && sql.charAt(i) != '$' && !isEscapeString(i)) {
        names.add(new Name(i, sql.substring(i, end).toLowerCase(Locale.ROOT)));
      }
    }
    return names;
  }

  /** What stands in single quotes or dollar quotes, in the order of the text. */
  List<Literal> literals() {
    List<Literal> literals = new ArrayList<>();
    for (int i = 0; i < sql.length(); i = endOfToken(i)) {
      int end = endOfToken(i);
      char c = sql.charAt(i);
      int opening = c == '\'' ? 1 : isEscapeString(i) ? 2 : c == '$' ? tagLength(i) : 0;
      int closing = c == '$' ? opening : 1;
      if (opening > 0 && end(i) > 0) {
        literals.add(new Literal(i, i + opening, sql.substring(i + opening, end - closing)));
      }
    }
    return literals;
  }

  /**
   * The text with blanks in place of comments and of what single quotes hold; what dollar quotes
   * hold is taken for SQL. Every character that is left stands where it stood.
   */
  String skeleton() {
    return skeleton(DEEPEST_QUOTES);
  }

  private String skeleton(int depth) {
    StringBuilder skeleton = new StringBuilder(sql);
    for (int i = 0; i < sql.length(); i = endOfToken(i)) {
      int end = endOfToken(i);
      int opening = opening(i);
      if (isComment(i)) {
        blank(skeleton, i, end);
      } else if (opening > 0 && sql.charAt(i) != '$') {
        blank(skeleton, i + opening, end(i) < 0 ? end : end - 1);
      } else if (opening > 0 && depth == 0) {
        blank(skeleton, i, end);
      } else if (opening > 0) {
        int content = end(i) < 0 ? end : end - opening;
        String body = new SqlText(sql.substring(i + opening, content)).skeleton(depth - 1);
        blank(skeleton, i, end);
        skeleton.replace(i + opening, content, body);
      }
    }
    return skeleton.toString();
  }

  private static void blank(StringBuilder text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text.charAt(i) != '\n') {
        text.setCharAt(i, ' ');
      }
    }
  }

  /** The first token at or after an index that is between tokens; nothing at the end. */
  Optional<Token> tokenAt(int from) {
    int i = firstToken(from);
    if (i >= sql.length()) {
      return Optional.empty();
    }
    int end = endOfToken(i);
    char c = sql.charAt(i);
    if (c == '"' && end > i + 1) {
      String name = sql.substring(i + 1, end - 1).replace("\"\"", "\"");
      return Optional.of(new Token(TokenKind.QUOTED_NAME, i, end, name));
    }
    int opening = opening(i);
    if (opening > 0 && end(i) > 0) {
      String content = sql.substring(i + opening, end - closing(i, opening));
      String literal = c == '$' ? content : content.replace("''", "'");
      return Optional.of(new Token(TokenKind.LITERAL, i, end, literal));
    }
    if (c >= '0' && c <= '9') {
      int endOfNumber = endOfNumber(end);
      return Optional.of(
          new Token(TokenKind.NUMBER, i, endOfNumber, sql.substring(i, endOfNumber)));
    }
    boolean isWord = isWordPart(c) && c != '$';
    return Optional.of(
        new Token(
            isWord ? TokenKind.WORD : TokenKind.SYMBOL,
            i,
            end,
            sql.substring(i, end).toLowerCase(Locale.ROOT)));
  }

  /** A fraction belongs to its number. */
  private int endOfNumber(int end) {
    boolean fraction =
        sql.startsWith(".", end)
            && end + 1 < sql.length()
            && sql.charAt(end + 1) >= '0'
            && sql.charAt(end + 1) <= '9';
    return fraction ? endOfToken(end + 1) : end;
  }

  /** How long the opening quote is of the literal that begins at an index; 0 if none does. */
  private int opening(int i) {
    char c = sql.charAt(i);
    return c == '\'' ? 1 : isEscapeString(i) ? 2 : c == '$' ? tagLength(i) : 0;
  }

  private int closing(int i, int opening) {
    return sql.charAt(i) == '$' ? opening : 1;
  }

  private int endOfRows(int rows) {
    int line = rows;
    while (line < sql.length()) {
      int end = orEnd(sql.indexOf('\n', line));
      if (sql.substring(line, end).strip().equals(END_OF_ROWS)) {
        return line;
      }
      line = end + 1;
    }
    return sql.length();
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
    int end = end(i);
    return end < 0 ? sql.length() : end;
  }

  /** After the token, space or comment that begins at an index; -1 if it has no end. */
  private int end(int i) {
    char c = sql.charAt(i);
    if (sql.startsWith("--", i)) {
      return endOfLine(i);
    }
    if (sql.startsWith("/*", i)) {
      return endOfComment(i);
    }
    if (c == '\'' || c == '"') {
      return endOfQuoted(i, c, false);
    }
    if (isEscapeString(i)) {
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

  private boolean isEscapeString(int i) {
    return sql.startsWith("e'", i) || sql.startsWith("E'", i);
  }

  /** A carriage return alone ends a line too. */
  private int endOfLine(int i) {
    int end = i;
    while (end < sql.length() && sql.charAt(end) != '\n' && sql.charAt(end) != '\r') {
      end++;
    }
    return end;
  }

  private int endOfComment(int i) {
    int depth = 0;
    int at = i;
    do {
      boolean opens = sql.startsWith("/*", at);
      boolean closes = sql.startsWith("*/", at);
      depth += opens ? 1 : closes ? -1 : 0;
      at += opens || closes ? 2 : 1;
    } while (depth > 0 && at < sql.length());
    return depth > 0 ? -1 : at;
  }

  private int endOfQuoted(int i, char quote, boolean escapes) {
    int at = i + 1;
    while (at < sql.length()) {
      boolean quotes = sql.charAt(at) == quote;
      boolean doubled = quotes && at + 1 < sql.length() && sql.charAt(at + 1) == quote;
      if (quotes && !doubled) {
        return at + 1;
      }
      at += doubled || (escapes && sql.charAt(at) == '\\') ? 2 : 1;
    }
    return -1;
  }

  private int endOfDollarQuoted(int i) {
    int tag = tagLength(i);
    if (tag == 0) {
      return i + 1;
    }
    int end = sql.indexOf(sql.substring(i, i + tag), i + tag);
    return end < 0 ? -1 : end + tag;
  }

  /** Of {@code $$} or {@code $tag$}; 0 if it is no such thing, for example {@code $1}. */
  private int tagLength(int i) {
    int close = i + 1;
    while (close < sql.length() && isWordPart(sql.charAt(close)) && sql.charAt(close) != '$') {
      close++;
    }
    boolean closed = close < sql.length() && sql.charAt(close) == '$';
    return closed && !Character.isDigit(sql.charAt(i + 1)) ? close + 1 - i : 0;
  }

  private int orEnd(int index) {
    return index < 0 ? sql.length() : index;
  }

  private static boolean isSpace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }

  /** To the server every character beyond ASCII is part of a name, even a space. */
  private static boolean isWordPart(char c) {
    return c >= 128 || Character.isLetterOrDigit(c) || c == '_' || c == '$';
  }
}
