// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres.sql;

import dev.dbagent.engine.ColumnType;
import dev.dbagent.engine.Reference;
import dev.dbagent.engine.RejectedRowException;
import dev.dbagent.engine.RowTrial;
import dev.dbagent.model.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Inserts rows one by one in replica mode, as {@link PostgresBulkLoad} loads them all at once. */
public final class PostgresRowTrial implements RowTrial {

  private static final String REFERENCES =
      """
      SELECT n.nspname AS schema, p.relname AS name,
        ARRAY(
          SELECT a.attname::pg_catalog.text
          FROM pg_catalog.unnest(c.conkey) WITH ORDINALITY k (attnum, place)
          JOIN pg_catalog.pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.attnum
          ORDER BY k.place) AS columns,
        ARRAY(
          SELECT a.attname::pg_catalog.text
          FROM pg_catalog.unnest(c.confkey) WITH ORDINALITY k (attnum, place)
          JOIN pg_catalog.pg_attribute a ON a.attrelid = c.confrelid AND a.attnum = k.attnum
          ORDER BY k.place) AS referenced
      FROM pg_catalog.pg_constraint c
      JOIN pg_catalog.pg_class p ON p.oid = c.confrelid
      JOIN pg_catalog.pg_namespace n ON n.oid = p.relnamespace
      WHERE c.conrelid = pg_catalog.to_regclass(?) AND c.contype = 'f' AND NOT EXISTS (
        SELECT FROM pg_catalog.pg_constraint one
        WHERE one.oid = c.conparentid AND one.conrelid = c.conrelid)
      ORDER BY c.conname COLLATE "C"
      """;

  private final Connection connection;
  private final ServerFaults faults;
  private final Transaction transaction;
  private final Set<TableName> quiet = new HashSet<>();

  /**
   * Begins a trial.
   *
   * @param connection of a superuser, without limits on time; the trial closes it
   * @param faults understands what the server refuses
   */
  public PostgresRowTrial(Connection connection, ServerFaults faults) {
    this.connection = connection;
    this.faults = faults;
    this.transaction =
        new Transaction(connection, faults, "tried", "LOCAL session_replication_role = replica");
  }

  @Override
  public List<ColumnType> columnTypes(TableName table) {
    return transaction.asked(() -> ColumnTypes.of(connection, Identifier.quoted(table)));
  }

  @Override
  public List<Reference> references(TableName table) {
    return transaction.asked(
        () ->
            Rows.read(
                connection,
                REFERENCES,
                row ->
                    new Reference(
                        Rows.texts(row, "columns"),
                        new TableName(row.getString("schema"), row.getString("name")),
                        Rows.texts(row, "referenced")),
                Identifier.quoted(table)));
  }

  @Override
  public List<@Nullable String> insert(
      TableName table, List<String> columns, List<@Nullable String> values) {
    return transaction.asked(
        () -> {
          silenceTriggers(table);
          Savepoint before = connection.setSavepoint();
          try {
            List<@Nullable String> written = inserted(command(table, columns), values);
            connection.releaseSavepoint(before);
            return written;
          } catch (SQLException e) {
            connection.rollback(before);
            throw new RejectedRowException(0, faults.of(e), e);
          }
        });
  }

  private static String command(TableName table, List<String> columns) {
    String places = columns.stream().map(column -> "?").collect(Collectors.joining(", "));
    String texts =
        columns.stream()
            .map(column -> Identifier.quoted(column) + "::pg_catalog.text")
            .collect(Collectors.joining(", "));
    return "INSERT INTO %s (%s) OVERRIDING SYSTEM VALUE VALUES (%s) RETURNING %s"
        .formatted(Identifier.quoted(table), Identifier.quoted(columns), places, texts);
  }

  private List<@Nullable String> inserted(String command, List<@Nullable String> values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(command)) {
      for (int i = 0; i < values.size(); i++) {
        // Of no type, so that the server reads each text as its column's.
        statement.setObject(i + 1, values.get(i), Types.OTHER);
      }
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        List<@Nullable String> written = new ArrayList<>();
        for (int i = 1; i <= values.size(); i++) {
          written.add(row.getString(i));
        }
        return Collections.unmodifiableList(written);
      }
    }
  }

  @Override
  public List<List<String>> present(TableName table, List<String> columns, int most) {
    String texts =
        columns.stream()
            .map(column -> Identifier.quoted(column) + "::pg_catalog.text COLLATE \"C\"")
            .collect(Collectors.joining(", "));
    String query =
        "SELECT DISTINCT %s FROM %s WHERE pg_catalog.num_nulls(%s) = 0 ORDER BY %s LIMIT %d"
            .formatted(texts, Identifier.quoted(table), Identifier.quoted(columns), texts, most);
    return transaction.asked(
        () -> Rows.read(connection, query, row -> Rows.texts(row, columns.size())));
  }

  /** Those that fire in replica mode, too. */
  private void silenceTriggers(TableName table) throws SQLException {
    if (quiet.add(table)) {
      for (InsistentTrigger trigger : InsistentTrigger.of(connection, Identifier.quoted(table))) {
        trigger.disable(connection);
      }
    }
  }

  @Override
  public void close() {
    transaction.end();
  }
}
