// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbagent.engine.DatabaseEngine;
import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.engine.SessionLimits;
import dev.dbagent.testing.RealEngine;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedPostgresIT {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {RealEngine.NEWEST, RealEngine.OLDEST})
  void a_sealed_state_starts_again_with_its_data(String version) throws SQLException {
    DatabaseEngine engine = RealEngine.engine(version);
    Path state = folder.resolve("state");
    long t0 = System.nanoTime();
    try (DatabaseServer server = engine.start()) {
      System.err.println("start " + (System.nanoTime() - t0) / 1000000);
      execute(server, "CREATE TABLE t (id int)");
      execute(server, "INSERT INTO t VALUES (7)");
      t0 = System.nanoTime();
      server.seal(state);
      System.err.println("seal " + (System.nanoTime() - t0) / 1000000);
    }
    for (int i = 0; i < 8; i++) {
      t0 = System.nanoTime();
      DatabaseServer server = engine.start(state);
      System.err.println("start state " + (System.nanoTime() - t0) / 1000000);
      t0 = System.nanoTime();
      assertThat(query(server, "SELECT id FROM t")).isEqualTo("7");
      assertThat(query(server, "SELECT current_database()")).isEqualTo("app");
      System.err.println("query " + (System.nanoTime() - t0) / 1000000);
      t0 = System.nanoTime();
      server.close();
      System.err.println("close " + (System.nanoTime() - t0) / 1000000);
    }
  }

  private static void execute(DatabaseServer server, String sql) throws SQLException {
    try (Connection connection = server.dataSource(SessionLimits.NONE).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String query(DatabaseServer server, String sql) throws SQLException {
    try (Connection connection = server.dataSource(SessionLimits.NONE).getConnection();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getString(1);
    }
  }
}
