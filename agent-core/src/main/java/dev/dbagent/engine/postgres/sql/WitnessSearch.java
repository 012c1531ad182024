// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres.sql;

import dev.dbagent.engine.NamedObject;
import dev.dbagent.engine.Witnesses;
import dev.dbagent.engine.WrittenRule;
import dev.dbagent.model.SqlFault;
import dev.dbagent.model.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the rows that broke a rule. The rule itself is mostly gone with the transaction that
 * was to make it, so it is taken from what the server said and from what the statement says; where
 * it is in the catalogue, from there.
 */
final class WitnessSearch {

  private static final int SHOWN = 2;
  private static final int KEY_COLUMNS = 3;
  private static final int LONGEST_VALUE = 200;

  /** The row is none that is there, but one that the statement wanted to make. */
  private static final String NEW_ROW = "Failing row contains ";

  /** The server speaks of a row among those that break the rule. */
  private static final Set<KeyDetail.Verdict> FOUND =
      EnumSet.of(KeyDetail.Verdict.DUPLICATED, KeyDetail.Verdict.DANGLING);

  private static final Set<KeyDetail.Verdict> IN_THE_WAY =
      EnumSet.of(
          KeyDetail.Verdict.EXISTS,
          KeyDetail.Verdict.REFERENCED,
          KeyDetail.Verdict.CONFLICTS_WITH_EXISTING);

  private static final String COLUMNS =
      """
      SELECT a.attname AS name, coalesce(a.attnum = ANY (i.indkey), false) AS key
      FROM pg_catalog.pg_attribute a
      LEFT JOIN pg_catalog.pg_index i ON i.indrelid = a.attrelid AND i.indisprimary
      WHERE a.attrelid = pg_catalog.to_regclass(?) AND a.attnum > 0 AND NOT a.attisdropped
      ORDER BY a.attnum
      """;

  private static final String CONSTRAINT =
      """
      SELECT con.confrelid::pg_catalog.regclass::text AS references,
        pg_catalog.pg_get_expr(con.conbin, con.conrelid) AS condition,
        ARRAY(SELECT a.attname::text FROM pg_catalog.unnest(con.conkey)
          WITH ORDINALITY AS k (attnum, position)
          JOIN pg_catalog.pg_attribute a ON a.attrelid = con.conrelid AND a.attnum = k.attnum
          ORDER BY k.position) AS columns,
        ARRAY(SELECT a.attname::text FROM pg_catalog.unnest(con.confkey)
          WITH ORDINALITY AS k (attnum, position)
          JOIN pg_catalog.pg_attribute a ON a.attrelid = con.confrelid AND a.attnum = k.attnum
          ORDER BY k.position) AS referenced
      FROM pg_catalog.pg_constraint con
      WHERE con.conrelid = pg_catalog.to_regclass(?) AND con.conname = ?
      """;

  /**
   * A foreign key or a check.
   *
   * @param references the quoted name of the table that a foreign key points to
   */
  private record Rule(
      @Nullable String condition,
      List<String> columns,
      @Nullable String references,
      List<String> referenced) {}

  private record Column(String name, boolean key) {}

  private final Connection connection;
  private final TableName table;
  private final String quoted;
  private final SqlFault fault;
  private final WrittenRule written;

  WitnessSearch(Connection connection, TableName table, SqlFault fault, WrittenRule written) {
    this.connection = connection;
    this.table = table;
    this.quoted = Identifier.quoted(table);
    this.fault = fault;
    this.written = written;
  }

  /** Nothing if no row that is there broke it. */
  Optional<Witnesses> witnesses() throws SQLException {
    Rows.read(
        connection,
        "SELECT pg_catalog.set_config('search_path', ?, true)",
        row -> row.getString(1),
        Identifier.quoted(table.schema()) + ", public");
    List<Column> columns = columns(quoted);
    boolean isNew = String.valueOf(fault.detail()).startsWith(NEW_ROW);
    Optional<String> broken = columns.isEmpty() || isNew ? Optional.empty() : broken(columns);
    return broken.isEmpty() ? Optional.empty() : rows(columns, broken.get());
  }

  private Optional<Witnesses> rows(List<Column> columns, String broken) throws SQLException {
    List<String> names = columns.stream().map(Column::name).toList();
    List<String> key = columns.stream().filter(Column::key).map(Column::name).toList();
    List<String> told = key.isEmpty() ? names.stream().limit(KEY_COLUMNS).toList() : key;
    String query =
        "SELECT %s, pg_catalog.count(*) OVER () FROM %s WHERE %s ORDER BY %s%s LIMIT %d"
            .formatted(
                names.stream().map(this::shown).collect(Collectors.joining(", ")),
                quoted,
                broken,
                firstOnes(),
                key.isEmpty()
                    ? positions(told.size())
                    : told.stream().map(this::of).collect(Collectors.joining(", ")),
                SHOWN);
    record Found(List<@Nullable String> row, long count) {}
    List<Found> found =
        Rows.read(
            connection,
            query,
            row -> new Found(texts(row, names.size()), row.getLong(names.size() + 1)));
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Witnesses(
                table,
                names,
                told,
                found.stream().map(Found::row).toList(),
                found.get(0).count(),
                !key.isEmpty(),
                isInTheWay()));
  }

  /** The texts of the first columns: not every type has an order of its own. */
  private static String positions(int columns) {
    return IntStream.rangeClosed(1, columns)
        .mapToObj(String::valueOf)
        .collect(Collectors.joining(", "));
  }

  private boolean isInTheWay() {
    return KeyDetail.of(fault.detail())
        .filter(key -> IN_THE_WAY.contains(key.verdict()))
        .isPresent();
  }

  private String shown(String column) {
    return "pg_catalog.\"left\"(%s::text, %d)".formatted(of(column), LONGEST_VALUE);
  }

  private static List<@Nullable String> texts(ResultSet row, int columns) throws SQLException {
    List<@Nullable String> texts = new ArrayList<>();
    for (int i = 1; i <= columns; i++) {
      texts.add(row.getString(i));
    }
    return Collections.unmodifiableList(texts);
  }

  /** Those that the server spoke of come first. */
  private String firstOnes() {
    return KeyDetail.of(fault.detail())
        .filter(key -> FOUND.contains(key.verdict()))
        .map(key -> equal(expressions(key), key.values()) + " DESC, ")
        .orElse("");
  }

  /** As SQL: a foreign key's are bare names. */
  private List<String> expressions(KeyDetail key) {
    return key.verdict() == KeyDetail.Verdict.DANGLING
        ? key.names().stream().map(this::of).toList()
        : List.of(key.expressions());
  }

  /** The condition that holds for the rows in question. */
  private Optional<String> broken(List<Column> columns) throws SQLException {
    return switch (fault.condition()) {
      case NOT_NULL -> Optional.of(isNull(columns));
      case CHECK -> check();
      case UNIQUE, EXCLUSION -> KeyDetail.of(fault.detail()).map(this::key);
      case FOREIGN_KEY -> foreignKey();
      default -> Optional.empty();
    };
  }

  /** Of a column that is to come, all rows have no value. */
  private String isNull(List<Column> columns) {
    String column = fault.column();
    boolean isThere = columns.stream().anyMatch(c -> c.name().equals(column));
    return column != null && isThere ? of(column) + " IS NULL" : "true";
  }

  private Optional<String> check() throws SQLException {
    String condition = rule().map(Rule::condition).orElse(written.condition());
    String column = fault.column();
    if (condition != null && column != null) {
      String value = Matcher.quoteReplacement(of(column));
      condition = condition.replaceAll("(?i)\\bVALUE\\b", value);
    }
    return Optional.ofNullable(condition).map(expression -> "NOT (" + expression + ")");
  }

  private String key(KeyDetail key) {
    List<String> expressions = List.of(key.expressions());
    return switch (key.verdict()) {
      case DUPLICATED -> duplicated(key);
      case CONFLICTS ->
          equal(expressions, key.values())
              + " OR "
              + equal(expressions, String.valueOf(key.otherValues()));
      case CONFLICTS_WITH_EXISTING -> equal(expressions, String.valueOf(key.otherValues()));
      case EXISTS, DANGLING, REFERENCED -> equal(expressions, key.values());
    };
  }

  private String duplicated(KeyDetail key) {
    String predicate = written.condition() == null ? "true" : written.condition();
    String equal =
        "SELECT %2$s FROM %3$s WHERE %1$s GROUP BY %2$s HAVING pg_catalog.count(*) > 1"
            .formatted(predicate, key.expressions(), quoted);
    return "(%s) AND (%s) IN (%s)".formatted(predicate, key.expressions(), equal);
  }

  private Optional<String> foreignKey() throws SQLException {
    Optional<Rule> made = rule();
    Optional<Rule> rule = made.isPresent() ? made : writtenForeignKey();
    Optional<KeyDetail> key = KeyDetail.of(fault.detail());
    if (rule.isEmpty() || rule.get().columns().isEmpty() || key.isEmpty()) {
      return Optional.empty();
    }
    List<String> columns = rule.get().columns().stream().map(this::of).toList();
    return Optional.of(
        key.get().verdict() == KeyDetail.Verdict.REFERENCED
            ? equal(columns, key.get().values())
            : dangling(rule.get(), columns) + andHas(columns, key.get()));
  }

  /** Nothing at all if the key that the server speaks of is not there: its row is gone again. */
  private String andHas(List<String> columns, KeyDetail key) {
    return " AND EXISTS (SELECT FROM %s WHERE %s)".formatted(quoted, equal(columns, key.values()));
  }

  private String dangling(Rule rule, List<String> columns) {
    String pairs =
        IntStream.range(0, columns.size())
            .mapToObj(
                i -> "p." + Identifier.quoted(rule.referenced().get(i)) + " = " + columns.get(i))
            .collect(Collectors.joining(" AND "));
    return "pg_catalog.num_nulls(%s) = 0 AND NOT EXISTS (SELECT FROM %s AS p WHERE %s)"
        .formatted(String.join(", ", columns), rule.references(), pairs);
  }

  private Optional<Rule> writtenForeignKey() throws SQLException {
    NamedObject references = written.references();
    if (references == null) {
      return Optional.empty();
    }
    String name = Identifier.quoted(references.name());
    String schema = references.schema();
    String target = schema == null ? name : Identifier.quoted(schema) + "." + name;
    List<String> referenced = written.referencedColumns();
    return Optional.of(
        new Rule(
            null,
            written.columns(),
            target,
            referenced.isEmpty() ? primaryKey(target) : referenced));
  }

  private List<String> primaryKey(String target) throws SQLException {
    return columns(target).stream().filter(Column::key).map(Column::name).toList();
  }

  private List<Column> columns(String target) throws SQLException {
    return Rows.read(
        connection,
        COLUMNS,
        row -> new Column(row.getString("name"), row.getBoolean("key")),
        target);
  }

  /** As the catalogue has it: when it was there before, and is only now validated. */
  private Optional<Rule> rule() throws SQLException {
    String name = fault.constraint();
    if (name == null) {
      return Optional.empty();
    }
    return Rows.read(connection, CONSTRAINT, WitnessSearch::rule, quoted, name).stream()
        .findFirst();
  }

  private static Rule rule(ResultSet row) throws SQLException {
    return new Rule(
        row.getString("condition"),
        Rows.texts(row, "columns"),
        row.getString("references"),
        Rows.texts(row, "referenced"));
  }

  /** Compares by the text of the values, as the server prints them in its details. */
  private static String equal(List<String> expressions, String values) {
    return "pg_catalog.concat_ws(', ', %s) = %s"
        .formatted(String.join(", ", expressions), literal(values));
  }

  private static String literal(String text) {
    return "E'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
  }

  private String of(String column) {
    return Identifier.quoted(table.name()) + "." + Identifier.quoted(column);
  }
}
