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

/**
 * Adds rows to Flyway's history table as Flyway does, after one that Flyway has written, and makes
 * the session ready for the next migration: all in one message to the server, since most migrations
 * take less time than another one.
 */
final class HistoryRows {

  private final Connection connection;
  private final String insert;
  private final String puttingBack;
  private final String path;
  private final String installedBy;
  private int rank;

  /**
   * @param table with its schema, as SQL
   * @param watch knows how the session was in the beginning
   */
  HistoryRows(Connection connection, String table, SessionWatch watch) throws SQLException {
    this.connection = connection;
    this.insert =
        watch.role()
            + "; INSERT INTO "
            + table
            + " (installed_rank, version, description, type, script, checksum, installed_by,"
            + " execution_time, success) VALUES (?, ?, ?, ?, ?, ?, ?, ?, TRUE); ";
    this.puttingBack = watch.puttingBack();
    this.path = watch.path();
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
   * Adds the next one, and ends its transaction.
   *
   * @param migration a versioned one that has run
   * @param isTransaction whether it has run in one
   */
  void add(ResolvedMigration migration, boolean isTransaction, long nanos) throws SQLException {
    rank++;
    String all = insert + (isTransaction ? "COMMIT; " : "") + puttingBack;
    try (PreparedStatement row = connection.prepareStatement(all)) {
      row.setInt(1, rank);
      row.setString(2, migration.getVersion().toString());
      row.setString(3, migration.getDescription());
      row.setString(4, migration.getType().name());
      row.setString(5, migration.getScript());
      row.setObject(6, migration.getChecksum(), Types.INTEGER);
      row.setString(7, installedBy);
      row.setInt(8, (int) TimeUnit.NANOSECONDS.toMillis(nanos));
      row.setString(9, path);
      row.execute();
    }
  }
}
