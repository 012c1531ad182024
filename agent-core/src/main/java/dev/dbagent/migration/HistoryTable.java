// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.engine.SessionLimits;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.StageFailure;
import dev.dbagent.model.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.flywaydb.core.api.configuration.Configuration;
import org.jspecify.annotations.Nullable;

/** Reads what Flyway wrote down about a replay. */
final class HistoryTable {

  private final DatabaseServer server;
  private final Configuration configuration;
  private final TableName name;
  private final List<String> schemas;

  HistoryTable(DatabaseServer server, Configuration configuration, ReplayObserver observer) {
    List<String> configured = List.of(configuration.getSchemas());
    String schema = configuration.getDefaultSchema();
    if (schema == null) {
      schema = configured.isEmpty() ? observer.currentSchema() : configured.get(0);
    }
    Set<String> all = new LinkedHashSet<>();
    all.add(String.valueOf(schema));
    all.addAll(configured);
    this.server = server;
    this.configuration = configuration;
    this.name = new TableName(String.valueOf(schema), configuration.getTable());
    this.schemas = List.copyOf(all);
  }

  ReplayedDatabase read(MigrationHistory history) {
    PassedOver passedOver = new PassedOver(configuration);
    return new ReplayedDatabase(server, history, rows(), passedOver::among, name, schemas);
  }

  /**
   * For rows that come next, on a connection that stays open for them.
   *
   * @param watch knows how its session was in the beginning
   */
  HistoryRows rowsOn(Connection connection, SessionWatch watch) throws SQLException {
    return new HistoryRows(connection, sql(), watch);
  }

  /** The scripts of all rows, in the order of their coming. */
  List<String> scripts() {
    return rows().stream().map(AppliedMigration::script).toList();
  }

  /** Every row but the mark that Flyway created the schemas. */
  private List<AppliedMigration> rows() {
    String query =
        "SELECT version, description, script, type, checksum FROM "
            + sql()
            + " WHERE type <> 'SCHEMA' ORDER BY installed_rank";
    try (Connection connection = server.dataSource(SessionLimits.NONE).getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      List<AppliedMigration> rows = new ArrayList<>();
      while (row.next()) {
        rows.add(
            new AppliedMigration(
                row.getString("version"),
                row.getString("description"),
                row.getString("script"),
                row.getString("type"),
                checksum(row)));
      }
      return rows;
    } catch (SQLException e) {
      String sentence = "the history table " + name + " cannot be read";
      throw new StageFailure(FailureKind.STATEMENT_FAILED, sentence, null, server.faultOf(e), e);
    }
  }

  private static @Nullable Integer checksum(ResultSet row) throws SQLException {
    int checksum = row.getInt("checksum");
    return row.wasNull() ? null : checksum;
  }

  private String sql() {
    return quoted(name.schema()) + "." + quoted(name.name());
  }

  private static String quoted(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }
}
