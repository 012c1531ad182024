// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres.sql;

import dev.dbagent.engine.WrittenRule;
import dev.dbagent.engine.postgres.sql.KeyDetail.Verdict;
import dev.dbagent.model.SqlFault;
import dev.dbagent.model.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;

/**
 * The rows that a rule for rows was broken by, as a condition in SQL. The rule itself is mostly
 * gone with the transaction that was to make it, so it is taken from what the server said and from
 * what the statement says; where it is in the catalogue, from there.
 */
final class BrokenRule {

  /** The row is none that is there, but one that the statement wanted to make. */
  private static final String NEW_ROW = "Failing row contains ";

  /** The server speaks of a row among those that break the rule. */
  private static final Set<Verdict> FOUND = EnumSet.of(Verdict.DUPLICATED, Verdict.DANGLING);

  private static final Set<Verdict> IN_THE_WAY =
      EnumSet.of(Verdict.EXISTS, Verdict.REFERENCED, Verdict.CONFLICTS_WITH_EXISTING);

  private final Connection connection;
  private final TableName table;
  private final String quoted;
  private final SqlFault fault;
  private final WrittenRule written;
  private final Optional<KeyDetail> key;

  BrokenRule(Connection connection, TableName table, SqlFault fault, WrittenRule written) {
    this.connection = connection;
    this.table = table;
    this.quoted = Identifier.quoted(table);
    this.fault = fault;
    this.written = written;
    this.key = KeyDetail.of(fault.detail());
  }

  /** Nothing if the rule is not known, or if no row can have broken it that is there. */
  Optional<String> condition(List<TableColumn> columns) throws SQLException {
    if (String.valueOf(fault.detail()).startsWith(NEW_ROW)) {
      return Optional.empty();
    }
    return switch (fault.condition()) {
      case NOT_NULL -> Optional.of(isNull(columns));
      case CHECK -> check();
      case UNIQUE, EXCLUSION -> key.map(this::ofKey);
      case FOREIGN_KEY -> foreignKey();
      default -> Optional.empty();
    };
  }

  /** What is to be sorted by first, so that the rows come first that the server speaks of. */
  Optional<String> order() {
    return key.filter(found -> FOUND.contains(found.verdict()))
        .map(found -> equal(expressions(found), found.values()) + " DESC");
  }

  /** Whether the rows break no rule themselves, but keep others out. */
  boolean isInTheWay() {
    return key.filter(found -> IN_THE_WAY.contains(found.verdict())).isPresent();
  }

  /** Of a column that is to come, all rows have no value. */
  private String isNull(List<TableColumn> columns) {
    String column = fault.column();
    boolean isThere = columns.stream().anyMatch(c -> c.name().equals(column));
    return column != null && isThere ? of(column) + " IS NULL" : "true";
  }

  private Optional<String> check() throws SQLException {
    String condition =
        RowRule.made(connection, quoted, fault.constraint())
            .map(RowRule::condition)
            .orElse(written.condition());
    String column = fault.column();
    if (condition != null && column != null) {
      // A domain's check speaks of VALUE.
      String value = Matcher.quoteReplacement(of(column));
      condition = condition.replaceAll("(?i)\\bVALUE\\b", value);
    }
    return Optional.ofNullable(condition).map(expression -> "NOT (" + expression + ")");
  }

  private String ofKey(KeyDetail found) {
    List<String> expressions = List.of(found.expressions());
    String others = String.valueOf(found.otherValues());
    return switch (found.verdict()) {
      case DUPLICATED -> duplicated(found);
      case CONFLICTS -> equal(expressions, found.values()) + " OR " + equal(expressions, others);
      case CONFLICTS_WITH_EXISTING -> equal(expressions, others);
      case EXISTS, DANGLING, REFERENCED -> equal(expressions, found.values());
    };
  }

  private String duplicated(KeyDetail found) {
    String predicate = written.condition() == null ? "true" : written.condition();
    String twice =
        "SELECT %2$s FROM %3$s WHERE %1$s GROUP BY %2$s HAVING pg_catalog.count(*) > 1"
            .formatted(predicate, found.expressions(), quoted);
    return "(%s) AND (%s) IN (%s)".formatted(predicate, found.expressions(), twice);
  }

  private Optional<String> foreignKey() throws SQLException {
    Optional<RowRule> made = RowRule.made(connection, quoted, fault.constraint());
    Optional<RowRule> rule = made.isPresent() ? made : RowRule.foreignKey(connection, written);
    if (rule.isEmpty() || rule.get().columns().isEmpty() || key.isEmpty()) {
      return Optional.empty();
    }
    List<String> columns = rule.get().columns().stream().map(this::of).toList();
    String told = equal(columns, key.get().values());
    return Optional.of(
        key.get().verdict() == Verdict.REFERENCED
            ? told
            : rule.get().dangling(columns) + andExists(told));
  }

  /** Nothing at all if the key that the server speaks of is not there: its row is gone again. */
  private String andExists(String condition) {
    return " AND EXISTS (SELECT FROM %s WHERE %s)".formatted(quoted, condition);
  }

  /** As SQL: a foreign key's are bare names. */
  private List<String> expressions(KeyDetail found) {
    return found.verdict() == Verdict.DANGLING
        ? found.names().stream().map(this::of).toList()
        : List.of(found.expressions());
  }

  /** Compares by the text of the values, as the server prints them in its details. */
  private static String equal(List<String> expressions, String values) {
    String literal = "E'" + values.replace("\\", "\\\\").replace("'", "''") + "'";
    return "pg_catalog.concat_ws(', ', " + String.join(", ", expressions) + ") = " + literal;
  }

  private String of(String column) {
    return Identifier.quoted(table.name()) + "." + Identifier.quoted(column);
  }
}
