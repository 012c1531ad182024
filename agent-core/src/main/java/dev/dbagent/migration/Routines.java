// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.engine.NamedObject;
import dev.dbagent.model.Place;
import dev.dbagent.model.SqlFault;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the script that created a routine.
 *
 * @param chronicle what the scripts do
 * @param moment at which a statement failed
 */
record Routines(Chronicle chronicle, Chronicle.Moment moment) {

  /**
   * The place in the innermost routine where the fault arose; nothing if no script before the
   * moment creates it, or if several of that name could be meant.
   */
  Optional<Place> raisedIn(SqlFault fault) {
    List<ErrorContext.Frame> frames = new ErrorContext(fault).frames();
    if (frames.isEmpty() || frames.get(0).routine().equals(ErrorContext.BLOCK)) {
      return Optional.empty();
    }
    ErrorContext.Frame innermost = frames.get(0);
    return definition(innermost.routine())
        .flatMap(
            created ->
                RoutineBody.of(created.sql())
                    .map(body -> created.place(body.offset(innermost, fault.internal()))));
  }

  private Optional<SentStatement> definition(String routine) {
    NamedObject wanted = NamedObject.of(NamedObject.Kind.ROUTINE, routine);
    List<Change> found =
        chronicle.before(moment).stream()
            .filter(change -> change.action() == Change.Action.CREATE && change.brings(wanted))
            .toList();
    Set<String> overloads = new HashSet<>();
    found.forEach(change -> overloads.add(parameters(change)));
    return overloads.size() == 1
        ? Optional.of(found.get(found.size() - 1).statement())
        : Optional.empty();
  }

  /** As they are written, in parentheses. */
  private static String parameters(Change change) {
    String sql = change.statement().sql();
    SqlTokens tokens = new SqlTokens(sql, change.offset());
    tokens.takePath();
    int start = tokens.peek().map(SqlText.Token::offset).orElse(sql.length());
    tokens.skipParentheses();
    int end = tokens.peek().map(SqlText.Token::offset).orElse(sql.length());
    return sql.substring(start, end).strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
  }
}
