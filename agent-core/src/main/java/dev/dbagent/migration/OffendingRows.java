// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.engine.Inquiry;
import dev.dbagent.engine.NamedObject;
import dev.dbagent.engine.Witnesses;
import dev.dbagent.engine.WrittenRule;
import dev.dbagent.model.Count;
import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.Place;
import dev.dbagent.model.SqlFault;
import dev.dbagent.model.TableName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Shows which rows keep a statement from succeeding, and which script they come from. */
record OffendingRows(Inquiry inquiry, Chronicle chronicle, Refusal refusal) {

  private static final int MOST_SHOWN = 2;

  FailureFacts explain(FailureFacts facts) {
    SqlFault fault = refusal.fault();
    SentStatement statement = refusal.statement();
    WrittenRule rule =
        statement == null ? WrittenRule.NONE : RuleReader.of(statement.sql(), fault.constraint());
    Optional<Witnesses> witnesses = inquiry.witnesses(fault, rule);
    return witnesses.map(found -> seen(facts, found)).orElseGet(() -> unseen(facts));
  }

  private FailureFacts seen(FailureFacts facts, Witnesses found) {
    FailureFacts told = facts.note(sentence(found));
    if (isNewColumn(found)) {
      return told;
    }
    RowOrigin origin = origin(found.table(), found.columns());
    for (List<@Nullable String> row : found.rows()) {
      told = comingFrom(told, origin.of(found, row), 1);
    }
    return told;
  }

  /**
   * The rows are gone with the script that failed; what the server said of them is all there is.
   */
  private FailureFacts unseen(FailureFacts facts) {
    TableName table = refusal.fault().table();
    Map<String, @Nullable String> known = known(refusal.fault());
    return table == null || known.isEmpty()
        ? facts
        : comingFrom(facts, origin(table, columns(table)).holding(known), MOST_SHOWN);
  }

  private RowOrigin origin(TableName table, List<String> columns) {
    List<SentStatement> before = chronicle.statementsBefore(refusal.moment()).toList();
    return new RowOrigin(before, table, isOrderSure(table) ? columns : List.of());
  }

  /** Of several rows that could be meant, none is told. */
  private static FailureFacts comingFrom(FailureFacts facts, List<Place> places, int atMost) {
    FailureFacts told = facts;
    if (places.size() <= atMost) {
      for (Place place : places) {
        told = told.see(place, "the row comes from here");
      }
    }
    return told;
  }

  private Map<String, @Nullable String> known(SqlFault fault) {
    Map<String, @Nullable String> known = new LinkedHashMap<>(inquiry.key(fault));
    String column = fault.column();
    if (known.isEmpty() && column != null && fault.detail() == null) {
      known.put(column, null);
    }
    return known;
  }

  /** Of the catalogue, else of the script that made the table and failed. */
  private List<String> columns(TableName table) {
    NamedObject any = new NamedObject(NamedObject.Kind.COLUMN, table.schema(), table.name(), "");
    List<String> there =
        inquiry.existing(any, List.of()).stream()
            .filter(column -> table.schema().equals(column.schema()))
            .map(NamedObject::name)
            .toList();
    return there.isEmpty()
        ? chronicle.before(refusal.moment()).stream()
            .filter(change -> change.action() == Change.Action.CREATE)
            .filter(change -> isColumnOf(change, table))
            .map(change -> change.object().name())
            .toList()
        : there;
  }

  /** Whether the columns of a row have always stood in the order in which they stand now. */
  private boolean isOrderSure(TableName table) {
    return chronicle.before(refusal.moment()).stream()
        .noneMatch(change -> change.action() == Change.Action.DROP && isColumnOf(change, table));
  }

  private static boolean isColumnOf(Change change, TableName table) {
    return change.object().kind() == NamedObject.Kind.COLUMN
        && table.name().equals(change.object().owner());
  }

  private boolean isNewColumn(Witnesses found) {
    String column = refusal.fault().column();
    return column != null && !found.columns().contains(column);
  }

  private String sentence(Witnesses found) {
    String rows = Count.of(found.count(), "row") + " of " + found.table();
    boolean one = found.count() == 1;
    String column = refusal.fault().column();
    if (isNewColumn(found)) {
      return "%s has %s, and nothing gives %s a value for %s."
          .formatted(found.table(), Count.of(found.count(), "row"), one ? "it" : "them", column);
    }
    String offence =
        switch (refusal.fault().condition()) {
          case NOT_NULL -> (one ? " has no " : " have no ") + column;
          case CHECK -> one ? " breaks the check" : " break the check";
          case FOREIGN_KEY -> pointing(found, one);
          case EXCLUSION -> found.inTheWay() ? " is in the way" : " exclude each other";
          default -> found.inTheWay() ? " has the key already" : " share a key";
        };
    return rows + offence + shown(found) + ".";
  }

  private static String pointing(Witnesses found, boolean one) {
    String point = one ? "points to " : "point to ";
    return found.inTheWay() ? " still " + point + "it" : " " + point + "no row";
  }

  private static String shown(Witnesses found) {
    String rows =
        found.rows().stream()
            .map(
                row ->
                    Shown.row(
                        found.key(),
                        found.key().stream().map(column -> found.value(row, column)).toList()))
            .collect(Collectors.joining(", "));
    return (found.count() > found.rows().size() ? ", among them " : ": ") + rows;
  }
}
