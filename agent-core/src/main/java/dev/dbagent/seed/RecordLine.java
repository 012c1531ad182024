// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import org.jspecify.annotations.Nullable;

/**
 * A line of a record file that gives a column its value.
 *
 * @param begins whether a record begins with it
 * @param column the column's name
 * @param value null for NULL
 * @param valueAt where the value begins, as an index
 */
record RecordLine(boolean begins, String column, @Nullable String value, int valueAt) {

  /** Where the name of a column begins, as an index. */
  static final int NAME_AT = 2;

  private static final String BEGIN = "- ";
  private static final String CONTINUE = "  ";

  /** Whether a line says nothing: blank or a comment. */
  static boolean isSilent(String line) {
    String text = line.strip();
    return text.isEmpty() || text.startsWith("#");
  }

  /**
   * Understands a line.
   *
   * @throws RecordSyntaxException when it is none
   */
  static RecordLine of(String line) {
    boolean begins = line.startsWith(BEGIN);
    if (!begins && !line.startsWith(CONTINUE)) {
      throw new RecordSyntaxException(0, misplaced(line));
    }
    if (line.length() > NAME_AT && " \t".indexOf(line.charAt(NAME_AT)) >= 0) {
      throw new RecordSyntaxException(
          NAME_AT, "a column begins at the third character of a line, after \"- \" or two blanks");
    }
    int colon = endOfName(line);
    RecordScalar name = name(line, colon);
    int valueAt = skipBlanks(line, colon + 1);
    RecordScalar value = value(line, valueAt);
    if (name.text() == null) {
      throw new RecordSyntaxException(
          NAME_AT, "~ is NULL; put the name of a column in double quotes");
    }
    return new RecordLine(begins, name.text(), value.text(), valueAt);
  }

  private static String misplaced(String line) {
    if (line.startsWith("---") || line.startsWith("...") || line.startsWith("%")) {
      return "a file holds one list without document markers; delete this line";
    }
    if (line.startsWith("\t")) {
      return "a tab stands here; lines are indented by blanks";
    }
    return "a line begins with \"- \" (a new row), with two blanks (its next column) or with #";
  }

  /** The index of the colon after the name. */
  private static int endOfName(String line) {
    int end = NAME_AT;
    if (line.startsWith("\"", NAME_AT)) {
      end = RecordScalar.quoted(line, NAME_AT).end();
    } else {
      while (end < line.length() && !isColon(line, end)) {
        end++;
      }
    }
    if (!isColon(line, end)) {
      throw new RecordSyntaxException(NAME_AT, "a line has the form  column: value");
    }
    return end;
  }

  private static boolean isColon(String line, int at) {
    return at < line.length()
        && line.charAt(at) == ':'
        && (at + 1 == line.length() || line.charAt(at + 1) == ' ');
  }

  private static RecordScalar name(String line, int colon) {
    return line.startsWith("\"", NAME_AT)
        ? RecordScalar.quoted(line, NAME_AT)
        : RecordScalar.plain(line, NAME_AT, colon);
  }

  private static RecordScalar value(String line, int start) {
    int end = line.length();
    while (end > start && line.charAt(end - 1) == ' ') {
      end--;
    }
    if (!line.startsWith("\"", start)) {
      return RecordScalar.plain(line, start, end);
    }
    RecordScalar quoted = RecordScalar.quoted(line, start);
    if (quoted.end() != end) {
      throw new RecordSyntaxException(
          quoted.end(), "something follows the closing quote; a quote in a value is written \\\"");
    }
    return quoted;
  }

  private static int skipBlanks(String line, int from) {
    int at = from;
    while (at < line.length() && line.charAt(at) == ' ') {
      at++;
    }
    return at;
  }

  /** Writes such a line, without its end. */
  static String written(boolean begins, String column, @Nullable String value) {
    return (begins ? BEGIN : CONTINUE)
        + RecordScalar.written(column)
        + ": "
        + RecordScalar.written(value);
  }
}
