// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * A trigger that fires in replica mode too, and therefore has to be switched off by name while rows
 * are loaded. Both is part of the load's transaction.
 *
 * @param relation the table it stands on, quoted
 * @param name quoted
 * @param mode how it was enabled: ALWAYS or REPLICA
 */
record InsistentTrigger(String relation, String name, String mode) {

  /** Those of a table (quoted name) and of all partitions below it. */
  static List<InsistentTrigger> of(Connection connection, String table) throws SQLException {
    return Rows.read(
        connection,
        LoadQueries.INSISTENT_TRIGGERS,
        row ->
            new InsistentTrigger(
                row.getString("relation"), row.getString("name"), row.getString("mode")),
        table,
        table);
  }

  void disable(Connection connection) throws SQLException {
    alter(connection, "DISABLE TRIGGER ");
  }

  void restore(Connection connection) throws SQLException {
    alter(connection, "ENABLE " + mode + " TRIGGER ");
  }

  private void alter(Connection connection, String action) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("ALTER TABLE ONLY " + relation + " " + action + name);
    }
  }
}
