// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.engine.Inquiry;
import dev.dbagent.engine.NamedObject;
import dev.dbagent.engine.OtherSession;
import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Place;
import dev.dbagent.model.SqlCondition;
import dev.dbagent.model.SqlFault;
import dev.dbagent.model.TableName;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The facts of a statement that the server refused. */
final class StatementFacts {

  private final Inquiry inquiry;
  private final Placeholders placeholders;
  private final Chronicle chronicle;
  private final Explanation explanation;
  private final String lastStarted;

  /**
   * @param session see {@link Placeholders}
   * @param lastStarted the path of the migration that began last; empty before the first
   * @param others who else was connected when the statement was refused
   */
  StatementFacts(
      Inquiry inquiry,
      MigrationHistory history,
      Map<String, String> session,
      String lastStarted,
      List<OtherSession> others) {
    this.inquiry = inquiry;
    this.placeholders = new Placeholders(history, session);
    this.chronicle = new Chronicle(history, placeholders);
    this.explanation = new Explanation(inquiry, history, chronicle, others);
    this.lastStarted = lastStarted;
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
    Chronicle.Moment moment = chronicle.moment(file, statement, lastStarted);
    FailureFacts facts = facts(kind, file, place, fault);
    FailureFacts raised =
        new Routines(chronicle, moment)
            .raisedIn(fault)
            .map(where -> facts.see(where, "raised here"))
            .orElse(facts);
    return explanation.explain(raised, new Refusal(file, statement, fault, moment));
  }

  /** Of a statement that a class sent: which one is not known. */
  FailureFacts explained(FailureFacts facts, MigrationFile file, SqlFault fault) {
    Chronicle.Moment moment = chronicle.moment(file, null, lastStarted);
    return explanation.explain(facts.said(masked(fault)), new Refusal(file, null, fault, moment));
  }

  /** Of what the server did at the end of a script, after its last statement. */
  FailureFacts atEnd(FailureFacts facts, MigrationFile file, SqlFault fault) {
    int scripts = chronicle.moment(file, null, lastStarted).scripts();
    Chronicle.Moment moment = new Chronicle.Moment(scripts, file, Integer.MAX_VALUE);
    FailureFacts placed = facts.at(Place.file(file.path())).said(masked(fault));
    FailureFacts told =
        fault.constraint() == null
            ? placed
            : placed.note("The constraint is deferred: it is checked at the end of the script.");
    return explanation.explain(told, new Refusal(file, null, fault, moment));
  }

  /** The first statement of a script in which one of the names stands. */
  Optional<SentStatement> first(MigrationFile file, String... names) {
    return chronicle.statementsOf(file).stream()
        .filter(
            statement ->
                new SqlText(statement.sql())
                    .names().stream().anyMatch(name -> List.of(names).contains(name.name())))
        .findFirst();
  }

  private FailureFacts facts(FailureKind kind, MigrationFile file, Place place, SqlFault fault) {
    return FailureFacts.of(kind, FaultKinds.sentence(fault))
        .at(place, file.text())
        .said(masked(fault));
  }

  /** Without the values of columns that look secret. */
  SqlFault masked(SqlFault fault) {
    return inquiry.masked(fault, columns(fault.table()));
  }

  private Set<String> columns(@Nullable TableName table) {
    Set<String> columns = new LinkedHashSet<>();
    if (table != null) {
      chronicle.before(chronicle.end()).stream()
          .map(Change::object)
          .filter(object -> object.kind() == NamedObject.Kind.COLUMN)
          .filter(object -> table.name().equals(object.owner()))
          .forEach(object -> columns.add(object.name()));
      NamedObject any = new NamedObject(NamedObject.Kind.COLUMN, null, table.name(), "");
      inquiry.existing(any, List.of()).forEach(object -> columns.add(object.name()));
    }
    return columns;
  }
}
