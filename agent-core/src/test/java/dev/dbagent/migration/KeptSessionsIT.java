// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.engine.SessionLimits;
import dev.dbagent.testing.RealEngine;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeptSessionsIT {

  private DatabaseServer server;
  private KeptSessions sessions;

  @BeforeEach
  void start() {
    server = RealEngine.start();
    sessions = new KeptSessions(server.dataSource(SessionLimits.NONE));
  }

  @AfterEach
  void stop() {
    sessions.close();
    server.close();
  }

  @Test
  void each_run_gets_the_sessions_of_the_run_before_it_in_the_same_order() throws SQLException {
    String first = closed(sessions.getConnection());
    String second = closed(sessions.getConnection());
    sessions.begin();

    assertThat(closed(sessions.getConnection())).isEqualTo(first).isNotEqualTo(second);
    assertThat(closed(sessions.getConnection())).isEqualTo(second);
    assertThat(closed(sessions.getConnection())).isNotIn(first, second);
  }

  @Test
  void after_the_end_they_are_gone_and_others_come() throws SQLException {
    Connection connection = sessions.getConnection();
    String first = closed(connection);

    sessions.close();

    assertThat(connection.isClosed()).isTrue();
    assertThat(closed(sessions.getConnection())).isNotEqualTo(first);
  }

  /** Which session it is. */
  private static String closed(Connection connection) throws SQLException {
    try (connection) {
      return one(connection, "SELECT pg_backend_pid()");
    }
  }

  private static String one(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }
}
