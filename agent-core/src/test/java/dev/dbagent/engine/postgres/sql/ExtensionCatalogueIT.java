// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.engine.SessionLimits;
import dev.dbagent.testing.RealEngine;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExtensionCatalogueIT {

  @ParameterizedTest
  @ValueSource(strings = {RealEngine.OLDEST, RealEngine.NEWEST})
  void whatIsOfferedCanBeCreatedAndNothingElse(String version) throws SQLException {
    try (DatabaseServer server = RealEngine.start(version);
        Connection connection = server.dataSource(SessionLimits.NONE).getConnection()) {
      TreeSet<String> created = new TreeSet<>();
      for (String name : listed(connection)) {
        if (canBeCreated(connection, name)) {
          created.add(name);
        }
      }

      assertThat(server.availableExtensions()).isEqualTo(created).contains("citext", "plpgsql");
    }
  }

  private static boolean canBeCreated(Connection connection, String name) {
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE EXTENSION IF NOT EXISTS \"" + name + "\" CASCADE");
      return true;
    } catch (SQLException e) {
      // Which is what the test wants to know.
      return false;
    }
  }

  private static Iterable<String> listed(Connection connection) throws SQLException {
    return Rows.read(
        connection,
        "SELECT name FROM pg_available_extensions ORDER BY name",
        row -> row.getString(1));
  }
}
