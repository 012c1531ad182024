// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres.sql;

import dev.dbagent.engine.Witnesses;
import dev.dbagent.model.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the rows that broke a rule.
 *
 * @param connection in a transaction that is rolled back
 * @param table that holds the rows
 * @param rule that they broke
 */
record WitnessSearch(Connection connection, TableName table, BrokenRule rule) {

  private static final int SHOWN = 2;
  private static final int KEY_COLUMNS = 3;
  private static final int LONGEST_VALUE = 200;

  /** Nothing if no row that is there broke it. */
  Optional<Witnesses> witnesses() throws SQLException {
    // What the statement says unqualified is most likely to be found here.
    Rows.read(
        connection,
        "SELECT pg_catalog.set_config('search_path', ?, true)",
        row -> row.getString(1),
        Identifier.quoted(table.schema()) + ", public");
    List<TableColumn> columns = TableColumn.of(connection, Identifier.quoted(table));
    Optional<String> broken = columns.isEmpty() ? Optional.empty() : rule.condition(columns);
    return broken.isEmpty() ? Optional.empty() : rows(columns, broken.get());
  }

  private Optional<Witnesses> rows(List<TableColumn> columns, String broken) throws SQLException {
    List<String> names = columns.stream().map(TableColumn::name).toList();
    List<String> key = columns.stream().filter(TableColumn::key).map(TableColumn::name).toList();
    List<String> told = key.isEmpty() ? names.stream().limit(KEY_COLUMNS).toList() : key;
    // Not prepared: a question mark may be an operator of the statement's own.
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query(names, broken, order(key, told.size())))) {
      List<List<@Nullable String>> rows = new ArrayList<>();
      long count = 0;
      while (row.next()) {
        rows.add(texts(row, names.size()));
        count = row.getLong(names.size() + 1);
      }
      return rows.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new Witnesses(table, names, told, rows, count, !key.isEmpty(), rule.isInTheWay()));
    }
  }

  private String query(List<String> names, String broken, String order) {
    return "SELECT %s, pg_catalog.count(*) OVER () FROM %s WHERE %s ORDER BY %s LIMIT %s"
        .formatted(
            names.stream().map(this::shown).collect(Collectors.joining(", ")),
            Identifier.quoted(table),
            broken,
            order,
            SHOWN);
  }

  /** Without a key by the texts of the first columns: not every type has an order of its own. */
  private String order(List<String> key, int told) {
    String columns =
        key.isEmpty()
            ? IntStream.rangeClosed(1, told)
                .mapToObj(String::valueOf)
                .collect(Collectors.joining(", "))
            : key.stream().map(this::of).collect(Collectors.joining(", "));
    return rule.order().map(first -> first + ", " + columns).orElse(columns);
  }

  private String shown(String column) {
    return "pg_catalog.\"left\"(" + of(column) + "::text, " + LONGEST_VALUE + ")";
  }

  private String of(String column) {
    return Identifier.quoted(table.name()) + "." + Identifier.quoted(column);
  }

  private static List<@Nullable String> texts(ResultSet row, int columns) throws SQLException {
    List<@Nullable String> texts = new ArrayList<>();
    for (int i = 1; i <= columns; i++) {
      texts.add(row.getString(i));
    }
    return Collections.unmodifiableList(texts);
  }
}
