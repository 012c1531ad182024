// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres.sql;

import dev.dbagent.engine.RejectedRowException;
import dev.dbagent.engine.RowSource;
import dev.dbagent.model.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.List;

/**
 * Checks what replica mode leaves unchecked apart from foreign keys: a DEFERRABLE unique, primary
 * key or exclusion constraint only notes possible conflicts when a row comes in, and leaves the
 * verdict to a trigger (PostgreSQL manual, "CREATE TABLE", DEFERRABLE).
 */
final class DeferrableConstraints {

  private final Connection connection;
  private final TableName table;
  private final ServerFaults faults;

  DeferrableConstraints(Connection connection, TableName table, ServerFaults faults) {
    this.connection = connection;
    this.table = table;
    this.faults = faults;
  }

  /**
   * Has the server check the rows of the table by building the constraints' indexes again.
   *
   * @param rows what was loaded last, to find out which row is at fault
   * @param earlier what was loaded into the same table before
   * @throws RejectedRowException when two rows conflict; of row 0 when the conflict is not among
   *     the constraints of the table itself but of one of its partitions
   */
  void check(RowSource rows, List<RowSource> earlier) throws SQLException {
    List<String> indexes =
        Rows.read(
            connection,
            LoadQueries.DEFERRABLE_INDEXES,
            row -> row.getString("index"),
            Identifier.quoted(table),
            Identifier.quoted(table));
    if (indexes.isEmpty()) {
      return;
    }
    Savepoint before = connection.setSavepoint();
    try {
      for (String index : indexes) {
        execute("REINDEX INDEX " + index);
      }
      connection.releaseSavepoint(before);
    } catch (SQLException e) {
      RejectedRowException conflict = CopyRefusal.of(e, rows.columns(), faults);
      connection.rollback(before);
      loadAgainUnderStrictConstraints(rows, earlier);
      throw conflict;
    }
  }

  private void loadAgainUnderStrictConstraints(RowSource rows, List<RowSource> earlier)
      throws SQLException {
    try (Probe probe = Probe.of(connection, table)) {
      for (String constraint :
          Rows.read(
              connection,
              LoadQueries.DEFERRABLE_CONSTRAINTS,
              row -> row.getString("name") + " " + row.getString("definition"),
              Identifier.quoted(table))) {
        probe.execute("ALTER TABLE " + probe.name() + " ADD CONSTRAINT " + constraint);
      }
      String columns =
          Rows.read(
                  connection,
                  LoadQueries.WRITABLE_COLUMNS,
                  row -> row.getString(1),
                  Identifier.quoted(table))
              .get(0);
      probe.execute(
          "INSERT INTO %s (%s) OVERRIDING SYSTEM VALUE SELECT %s FROM %s AS c WHERE c.xmin <> %s"
              .formatted(
                  probe.name(),
                  columns,
                  columns,
                  Identifier.quoted(table),
                  "pg_catalog.pg_current_xact_id()::xid"));
      for (RowSource before : earlier) {
        probe.fill(before, faults);
      }
      probe.fill(rows, faults);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
