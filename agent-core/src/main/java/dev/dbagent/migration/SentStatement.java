// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.model.Place;
import dev.dbagent.model.SqlFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A statement as it was sent, and where its characters stand in the file that it came from. */
final class SentStatement {

  private final MigrationFile file;
  private final PlaceholderText text;
  private final String script;
  private final int start;
  private final String sql;
  private final Optional<String> rows;

  /** A statement as Flyway found it. */
  private SentStatement(MigrationFile file, PlaceholderText text, int start, String sql) {
    this.file = file;
    this.text = text;
    this.script = text.replaced();
    this.start = start;
    this.sql = sql;
    this.rows = Optional.empty();
  }

  /**
   * A statement as we find it.
   *
   * @param script the text with every value in its place
   * @param piece of that script
   */
  SentStatement(MigrationFile file, PlaceholderText text, String script, SqlText.Piece piece) {
    this.file = file;
    this.text = text;
    this.script = script;
    this.start = piece.offset();
    this.sql = piece.sql();
    this.rows = piece.rows();
  }

  /** The statements of a file, in their order. */
  static List<SentStatement> in(MigrationFile file, PlaceholderText text) {
    String script = text.replaced();
    return new SqlText(script)
        .statements().stream().map(piece -> new SentStatement(file, text, script, piece)).toList();
  }

  /**
   * Finds a statement in the script that it came from.
   *
   * @param line of its first token, counted in the script as sent; comments before it do not count
   * @param sql as sent, with the comments before it
   * @param earlier how often the same statement was sent before from that script
   */
  static Optional<SentStatement> find(
      MigrationFile file, PlaceholderText text, int line, String sql, int earlier) {
    String script = text.replaced();
    int token = new SqlText(sql).firstToken();
    int lineStart = ScriptPlace.lineStart(script, line);
    int lineEnd = ScriptPlace.lineStart(script, line + 1);
    int before = 0;
    List<SentStatement> inLine = new ArrayList<>();
    for (int at = next(script, sql, 0); at >= 0; at = next(script, sql, at + 1)) {
      boolean isStatement = isBoundary(script, at + sql.length());
      if (isStatement && at + token < lineStart) {
        before++;
      } else if (isStatement && (at + token < lineEnd || lineEnd == lineStart)) {
        inLine.add(new SentStatement(file, text, at, sql));
      }
    }
    return inLine.stream()
        .skip(Math.max(0, Math.min(earlier - before, inLine.size() - 1)))
        .findFirst();
  }

  private static int next(String script, String sql, int from) {
    if (script.indexOf(PlaceholderText.UNKNOWN) < 0) {
      return script.indexOf(sql, from);
    }
    for (int at = from; at + sql.length() <= script.length(); at++) {
      if (matches(script, at, sql)) {
        return at;
      }
    }
    return -1;
  }

  private static boolean matches(String script, int at, String sql) {
    for (int i = 0; i < sql.length(); i++) {
      char c = script.charAt(at + i);
      if (c != PlaceholderText.UNKNOWN && c != sql.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Flyway sends what stands before a semicolon or the end of the file, without spaces. */
  private static boolean isBoundary(String script, int end) {
    int token = new SqlText(script).firstToken(end);
    return token == script.length() || script.charAt(token) == ';';
  }

  MigrationFile file() {
    return file;
  }

  String sql() {
    return sql;
  }

  /** Where it stands in the script as sent. */
  int start() {
    return start;
  }

  /** The rows that follow it and belong to it. */
  Optional<String> rows() {
    return rows;
  }

  /** Where those rows begin, as an index of the statement that is beyond its end. */
  int startOfRows() {
    return new SqlText(script).startOfRows(start + sql.length()) - start;
  }

  /**
   * What stands in the file itself from an index of the statement on, if it is just what was sent:
   * not if it came from a placeholder.
   */
  boolean isWritten(int offset, String what) {
    String source = text.source();
    int from = text.sourceOffset(Math.min(start + offset, script.length()));
    int to = text.sourceOffset(Math.min(start + offset + what.length(), script.length()));
    return to - from == what.length() && source.startsWith(what, from);
  }

  /** Of its first token. */
  Place begin() {
    return place(new SqlText(sql).firstToken());
  }

  /** Of an index in the statement; one beyond its end is in the rows that follow it. */
  Place place(int offset) {
    int index = Math.min(start + offset, script.length());
    return ScriptPlace.at(file.path(), text.source(), text.sourceOffset(index));
  }

  /** The place that the server means. */
  Place place(SqlFault fault) {
    return place(offset(fault));
  }

  /** Where in the statement the server means. */
  int offset(SqlFault fault) {
    int position = index(sql, fault.position());
    if (position >= 0) {
      return Math.max(position, new SqlText(sql).firstToken());
    }
    ErrorContext context = new ErrorContext(fault);
    return context
        .row()
        .map(this::offset)
        .or(() -> inBlock(context.frames(), fault))
        .or(() -> new NamedToken(sql, fault).find(context.frames()))
        .orElseGet(() -> new SqlText(sql).firstToken());
  }

  private Optional<Integer> inBlock(List<ErrorContext.Frame> frames, SqlFault fault) {
    if (frames.isEmpty()) {
      return Optional.empty();
    }
    ErrorContext.Frame outermost = frames.get(frames.size() - 1);
    if (!outermost.routine().equals(ErrorContext.BLOCK)) {
      return Optional.empty();
    }
    return RoutineBody.of(sql)
        .map(body -> body.offset(outermost, frames.size() == 1 ? fault.internal() : null));
  }

  private int offset(ErrorContext.Row row) {
    String rest = script.substring(start);
    int at = startOfRows();
    for (int line = 1; line < row.line() && at < rest.length(); line++) {
      at = new SqlText(rest).startOfRows(at);
    }
    int newline = rest.indexOf('\n', at);
    String line = rest.substring(at, newline < 0 ? rest.length() : newline);
    return at + row.value().map(value -> field(line, value)).orElse(0);
  }

  /** Where the value stands as a field of its own; 0 if that could be several fields. */
  private static int field(String line, String value) {
    Pattern alone = Pattern.compile("(?<![\\p{L}\\d])" + Pattern.quote(value) + "(?![\\p{L}\\d])");
    List<MatchResult> fields = alone.matcher(line).results().toList();
    return fields.size() == 1 && !value.isEmpty() ? fields.get(0).start() : 0;
  }

  /**
   * The index that a server's position means.
   *
   * @param position in code points from 1, one beyond the end at most; 0 for none
   * @return -1 for none
   */
  static int index(String sql, int position) {
    boolean known = position > 0 && position <= sql.codePointCount(0, sql.length()) + 1;
    return known ? sql.offsetByCodePoints(0, position - 1) : -1;
  }
}
