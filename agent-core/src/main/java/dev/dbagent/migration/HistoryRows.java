// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.api.resolver.ResolvedMigration;

/** Adds rows to Flyway's history table as Flyway does, after one that Flyway has written. */
final class HistoryRows {

  private final Connection connection;
  private final String insert;
  private final String installedBy;
  private int rank;

  /**
   * @param table with its schema, as SQL
   * @param role the statement that takes the role which may write
   */
  HistoryRows(Connection connection, String table, String role) throws SQLException {
    this.connection = connection;
    this.insert =
        role
            + "; INSERT INTO "
            + table
            + " (installed_rank, version, description, type, script, checksum, installed_by,"
            + " execution_time, success) VALUES (?, ?, ?, ?, ?, ?, ?, ?, TRUE)";
    String last =
        "SELECT installed_rank, installed_by FROM "
            + table
            + " ORDER BY installed_rank DESC LIMIT 1";
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(last)) {
      if (!row.next()) {
        throw new UnfitPrefixException("Flyway has not written into its history table");
      }
      this.rank = row.getInt(1);
      this.installedBy = row.getString(2);
    }
  }

  /**
   * Adds the next one.
   *
   * @param migration a versioned one that has run
   */
  void add(ResolvedMigration migration, long nanos) throws SQLException {
    rank++;
    try (PreparedStatement row = connection.prepareStatement(insert)) {
      row.setInt(1, rank);
      row.setString(2, migration.getVersion().toString());
      row.setString(3, migration.getDescription());
      row.setString(4, migration.getType().name());
      row.setString(5, migration.getScript());
      row.setObject(6, migration.getChecksum(), Types.INTEGER);
      row.setString(7, installedBy);
      row.setInt(8, (int) TimeUnit.NANOSECONDS.toMillis(nanos));
      row.executeUpdate();
    }
  }
}
