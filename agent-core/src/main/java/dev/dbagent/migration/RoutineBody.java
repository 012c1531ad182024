// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.model.SqlFault.InternalStatement;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The body of a routine or of a DO statement.
 *
 * @param start of the body in its statement
 * @param text as written
 */
record RoutineBody(int start, String text) {

  private static final String ATOMIC = "atomic";

  /** What follows BEGIN ATOMIC, or else the longest literal of the statement. */
  static Optional<RoutineBody> of(String sql) {
    SqlText text = new SqlText(sql);
    List<SqlText.Name> names = text.names();
    for (int i = 1; i < names.size(); i++) {
      if (names.get(i).name().equals(ATOMIC) && names.get(i - 1).name().equals("begin")) {
        int start = names.get(i).offset() + ATOMIC.length();
        return Optional.of(new RoutineBody(start, sql.substring(start)));
      }
    }
    return text.literals().stream()
        .max(Comparator.comparingInt(literal -> literal.text().length()))
        .map(literal -> new RoutineBody(literal.start(), literal.text()));
  }

  /**
   * Where in its statement the fault is: at the token that the server names if it can be found,
   * else where the line or the statement begins.
   *
   * @param internal what the server ran from this body when it failed, if it said so
   */
  int offset(ErrorContext.Frame frame, @Nullable InternalStatement internal) {
    int begin =
        frame.line() > 0 ? ScriptPlace.lineStart(text, frame.line()) : statement(frame.statement());
    int within = internal == null ? -1 : find(internal, frame.line() > 0 ? begin : 0);
    if (within >= 0) {
      return start + within;
    }
    return start + (frame.line() > 0 ? keyword(begin, frame.at()) : begin);
  }

  private int statement(int number) {
    List<SqlText.Piece> pieces = new SqlText(text).statements();
    return pieces.isEmpty() ? 0 : pieces.get(Math.min(number, pieces.size()) - 1).offset();
  }

  /** In a line with several statements the word helps that tells what was going on. */
  private int keyword(int lineStart, String at) {
    int newline = text.indexOf('\n', lineStart);
    String line = text.substring(lineStart, newline < 0 ? text.length() : newline);
    return new SqlText(line)
        .names().stream()
            .filter(name -> name.name().equals(at.toLowerCase(Locale.ROOT)))
            .findFirst()
            .map(name -> lineStart + name.offset())
            .orElseGet(() -> new SqlText(text).firstToken(lineStart));
  }

  /** The statement as a whole, else what follows the fault in it, else the word at fault. */
  private int find(InternalStatement internal, int from) {
    String sql = internal.sql();
    int position = SentStatement.index(sql, internal.position());
    int whole = text.indexOf(sql, from);
    if (whole >= 0) {
      return whole + Math.max(0, position);
    }
    if (position < 0 || position >= sql.length()) {
      return -1;
    }
    int rest = text.indexOf(sql.substring(position), from);
    return rest >= 0 ? rest : word(sql, position, from);
  }

  private int word(String sql, int position, int from) {
    String wanted =
        new SqlText(sql)
            .names().stream()
                .filter(name -> name.offset() == position)
                .map(SqlText.Name::name)
                .findFirst()
                .orElse("");
    return new SqlText(text)
        .names().stream()
            .filter(name -> name.offset() >= from && name.name().equals(wanted))
            .mapToInt(SqlText.Name::offset)
            .findFirst()
            .orElse(-1);
  }
}
