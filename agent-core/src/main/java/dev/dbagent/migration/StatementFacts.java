// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Place;
import dev.dbagent.model.SqlCondition;
import dev.dbagent.model.SqlFault;
import java.util.Map;
import java.util.OptionalInt;

/** The facts of a statement that the server refused. */
final class StatementFacts {

  private final MigrationHistory history;
  private final Placeholders placeholders;

  /**
   * @param session see {@link Placeholders}
   */
  StatementFacts(MigrationHistory history, Map<String, String> session) {
    this.history = history;
    this.placeholders = new Placeholders(history, session);
  }

  Placeholders placeholders() {
    return placeholders;
  }

  /**
   * Of a statement that a script sent.
   *
   * @param line of its first token, counted in the script as sent
   * @param sql as sent, with the comments before it
   * @param earlier how often the same statement was sent before from that script
   */
  FailureFacts of(MigrationFile file, int line, String sql, int earlier, SqlFault fault) {
    PlaceholderText text = placeholders.in(file);
    return SentStatement.find(file, text, line, sql, earlier)
        .map(statement -> of(file, statement, fault))
        .orElseGet(
            () -> facts(FaultKinds.of(file, fault), file, Place.line(file.path(), line), fault));
  }

  /** Of a statement whose place is known. */
  FailureFacts of(MigrationFile file, SentStatement statement, SqlFault fault) {
    FailureKind kind = FaultKinds.of(file, fault);
    Place place = statement.place(fault);
    OptionalInt unfinished = new SqlText(statement.sql()).unfinished();
    if (fault.condition() == SqlCondition.SYNTAX && unfinished.isPresent()) {
      kind = FaultKinds.in(file, FailureKind.SCRIPT_UNTERMINATED);
      place = statement.place(unfinished.getAsInt());
    }
    FailureFacts facts = facts(kind, file, place, fault);
    return new Routines(history, placeholders)
        .raisedIn(file, fault)
        .map(where -> facts.see(where, "raised here"))
        .orElse(facts);
  }

  private static FailureFacts facts(
      FailureKind kind, MigrationFile file, Place place, SqlFault fault) {
    return FailureFacts.of(kind, FaultKinds.sentence(fault)).at(place, file.text()).said(fault);
  }
}
