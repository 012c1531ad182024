// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres.sql;

import dev.dbagent.engine.RowSource;
import dev.dbagent.model.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A temporary copy of a table into which a source is sent once more, to learn which of its rows is
 * at fault. It has the table's name (so that the server's words fit), its defaults and generated
 * columns, none of its constraints, and one more column that counts the rows.
 */
final class Probe implements AutoCloseable {

  /** The column that counts the rows. */
  static final String ROW = "\"db-agent row\"";

  private final Connection connection;
  private final String name;

  private Probe(Connection connection, String name) {
    this.connection = connection;
    this.name = name;
  }

  static Probe of(Connection connection, TableName table) throws SQLException {
    Probe probe = new Probe(connection, "pg_temp." + Identifier.quoted(table.name()));
    probe.execute(
        "CREATE TEMPORARY TABLE %s (LIKE %s INCLUDING DEFAULTS INCLUDING GENERATED"
                .formatted(Identifier.quoted(table.name()), Identifier.quoted(table))
            + " INCLUDING IDENTITY, "
            + ROW
            + " bigint GENERATED ALWAYS AS IDENTITY)");
    return probe;
  }

  /** Quoted. */
  String name() {
    return name;
  }

  void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  void fill(RowSource rows, ServerFaults faults) throws SQLException {
    CopyCommand.run(connection, name, rows, faults);
  }

  @Override
  public void close() throws SQLException {
    execute("DROP TABLE " + name);
  }
}
