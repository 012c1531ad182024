// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dbagent.engine.DatabaseEngine;
import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.engine.SessionLimits;
import dev.dbagent.engine.StateCopy;
import dev.dbagent.model.StageFailure;
import dev.dbagent.testing.RealEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that stops for a moment. */
class PutAsideIT {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {RealEngine.NEWEST, RealEngine.OLDEST})
  void a_copy_holds_what_was_there_and_the_server_goes_on(String version) throws SQLException {
    DatabaseEngine engine = RealEngine.engine(version);
    Path state = folder.resolve("state");
    WorkFolder work;
    try (DatabaseServer server = engine.start()) {
      work = ((PostgresServer) server).running().folder();
      execute(
          server, "CREATE TABLE t AS SELECT 1 AS id; CREATE UNLOGGED TABLE u AS SELECT 2 AS id");
      try (StateCopy copy = server.putAside()) {
        execute(server, "INSERT INTO t VALUES (3)");
        copy.pack(state);
      }
      assertThat(one(server, "SELECT sum(id) FROM t")).isEqualTo("4");
      try (Connection connection = server.dataSource(SessionLimits.NONE).getConnection()) {
        assertThat(server.carriedOver(connection, List.of("app.x", "public.t")))
            .anyMatch(fact -> fact.startsWith("session "))
            .noneMatch(fact -> fact.startsWith("parameter "));
      }
    }
    assertThat(work.path()).doesNotExist();
    try (DatabaseServer server = engine.start(state)) {
      assertThat(one(server, "SELECT sum(id) FROM t")).isEqualTo("1");
      assertThat(one(server, "SELECT sum(id) FROM u")).isEqualTo("2");
    }
  }

  @Test
  void a_server_that_was_put_aside_is_sealed_as_ever() throws SQLException {
    Path state = folder.resolve("state");
    try (DatabaseServer server = RealEngine.start()) {
      execute(server, "CREATE TABLE t (id int)");
      StateCopy copy = server.putAside();
      execute(server, "INSERT INTO t VALUES (1)");
      server.seal(state);
      server.letGo();
      assertThatThrownBy(() -> copy.pack(folder.resolve("late"))).isInstanceOf(StageFailure.class);
      assertThat(folder.resolve("late")).doesNotExist();
      copy.close();
    }
    try (DatabaseServer server = RealEngine.engine(RealEngine.NEWEST).start(state)) {
      assertThat(one(server, "SELECT sum(id) FROM t")).isEqualTo("1");
    }
  }

  @Test
  void what_was_sealed_can_be_served_by_the_same_server_too() throws SQLException {
    Path state = folder.resolve("state");
    try (DatabaseServer server = RealEngine.start()) {
      execute(server, "CREATE TABLE t AS SELECT 1 AS id");
      server.seal(state);
      assertThatThrownBy(() -> execute(server, "SELECT 1")).isInstanceOf(SQLException.class);

      server.resume();

      execute(server, "INSERT INTO t VALUES (2)");
      assertThat(one(server, "SELECT sum(id) FROM t")).isEqualTo("3");
    }
    try (DatabaseServer server = RealEngine.engine(RealEngine.NEWEST).start(state)) {
      assertThat(one(server, "SELECT sum(id) FROM t")).isEqualTo("1");
    }
  }

  @Test
  void what_cannot_be_copied_does_not_keep_the_server_from_going_on() throws SQLException {
    try (DatabaseServer server = RealEngine.start()) {
      execute(server, "CREATE TABLE t (id int)");
      Path data = ((PostgresServer) server).running().folder().data();
      link(data.resolve("foreign"));

      StateCopy copy = server.putAside();

      assertThat(one(server, "SELECT count(*) FROM t")).isEqualTo("0");
      assertThatThrownBy(() -> copy.pack(folder.resolve("state")))
          .isInstanceOf(StageFailure.class)
          .hasMessageContaining("is not a plain file");
      assertThat(folder.resolve("state")).doesNotExist();
    }
  }

  private void link(Path link) {
    try {
      Files.createSymbolicLink(link, folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void execute(DatabaseServer server, String sql) throws SQLException {
    try (Connection connection = server.dataSource(SessionLimits.NONE).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String one(DatabaseServer server, String query) throws SQLException {
    try (Connection connection = server.dataSource(SessionLimits.NONE).getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }
}
