// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.engine.SessionLimits;
import dev.dbagent.testing.CatalogueChanges;
import dev.dbagent.testing.RealEngine;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On the newest and on the oldest PostgreSQL: no change of the catalogue goes unseen. */
class CatalogueMarkIT {

  private static final List<String> OF_ROWS =
      List.of(
          "SELECT 1",
          "INSERT INTO customer (id) VALUES (1), (2)",
          "INSERT INTO crm.invoice (customer_id) VALUES (1)",
          "SELECT nextval('number')",
          "UPDATE customer SET id = id + 10",
          "DELETE FROM crm.invoice; ANALYZE",
          "SELECT lo_from_bytea(0, 'large')");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {RealEngine.NEWEST, RealEngine.OLDEST})
  void holds_as_long_as_only_rows_change(String version) throws SQLException {
    try (DatabaseServer server = RealEngine.start(version)) {
      execute(server, CatalogueChanges.BEFORE);
      server.markCatalogue();
      for (String statement : OF_ROWS) {
        execute(server, statement);
        assertThat(server.isCatalogueAsMarked()).as(statement).isTrue();
      }
      execute(server, "VACUUM");
      assertThat(server.isCatalogueAsMarked()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {RealEngine.NEWEST, RealEngine.OLDEST})
  void tells_every_change_of_the_catalogue(String version) throws SQLException {
    try (DatabaseServer server = RealEngine.start(version);
        Connection connection = server.dataSource(SessionLimits.NONE).getConnection()) {
      execute(server, CatalogueChanges.BEFORE);
      connection.setAutoCommit(false);
      for (String change : CatalogueChanges.ALL) {
        if (change.startsWith("SET ")) {
          // Of this session only: another one does not see it.
          continue;
        }
        CatalogueMark mark = CatalogueMark.of(connection);
        execute(connection, change);
        assertThat(mark.holds(connection)).as(change).isFalse();
        connection.rollback();
      }
    }
  }

  /** Checks of a catalogue are not repeated where a mark holds. */
  @ParameterizedTest
  @ValueSource(strings = {RealEngine.NEWEST, RealEngine.OLDEST})
  void tells_whatever_a_check_could_find(String version) throws SQLException {
    try (DatabaseServer server = RealEngine.start(version)) {
      execute(server, "CREATE TABLE t (a int, b int)");
      execute(server, "INSERT INTO t VALUES (1, 1), (1, 2)");
      for (String change :
          List.of(
              "ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID",
              "ALTER TABLE t VALIDATE CONSTRAINT c",
              "UPDATE pg_constraint SET convalidated = false WHERE conname = 'c'",
              "CREATE INDEX i ON t (b)",
              "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'i'::regclass",
              "REINDEX INDEX i")) {
        server.markCatalogue();
        execute(server, change);
        assertThat(server.isCatalogueAsMarked()).as(change).isFalse();
      }
      server.markCatalogue();
      assertThatThrownBy(() -> execute(server, "CREATE UNIQUE INDEX CONCURRENTLY u ON t (a)"));
      assertThat(server.isCatalogueAsMarked()).as("an index that was left invalid").isFalse();
    }
  }

  @Test
  void tells_what_was_changed_and_taken_back() throws SQLException {
    try (DatabaseServer server = RealEngine.start()) {
      execute(server, "CREATE TABLE t (a int, b int)");
      server.markCatalogue();
      execute(server, "ALTER TABLE t DROP COLUMN b");
      execute(server, "ALTER TABLE t ADD COLUMN c int");
      assertThat(server.isCatalogueAsMarked()).isFalse();
    }
  }

  @Test
  void is_in_doubt_of_one_that_somebody_else_is_changing_when_it_is_marked() throws SQLException {
    try (DatabaseServer server = RealEngine.start();
        Connection other = server.dataSource(SessionLimits.NONE).getConnection();
        Connection own = server.dataSource(SessionLimits.NONE).getConnection()) {
      execute(own, "CREATE TABLE gone ()");
      other.setAutoCommit(false);
      execute(other, "CREATE TABLE t ()");
      execute(own, "CREATE TABLE younger ()");
      CatalogueMark mark = CatalogueMark.of(own);
      assertThat(mark.holds(own)).isFalse();
      execute(other, "DROP TABLE gone");
      other.commit();
      assertThat(mark.holds(own)).isFalse();
    }
  }

  @Test
  void is_in_doubt_of_settings_that_come_into_force_with_the_next_start() throws SQLException {
    try (DatabaseServer server = RealEngine.start()) {
      server.markCatalogue();
      execute(server, "ALTER SYSTEM SET search_path = 'crm'");
      assertThat(server.isCatalogueAsMarked()).isFalse();
    }
  }

  @Test
  void outlasts_a_stop_and_not_a_server_that_was_never_marked() throws SQLException {
    Path state = folder.resolve("state");
    try (DatabaseServer server = RealEngine.start()) {
      assertThat(server.isCatalogueAsMarked()).isFalse();
      execute(server, "CREATE TABLE t ()");
      server.markCatalogue();
      server.putAside().close();
      assertThat(server.isCatalogueAsMarked()).isTrue();
      server.seal(state);
    }
    try (DatabaseServer server = RealEngine.engine(RealEngine.NEWEST).start(state)) {
      server.markCatalogue();
      assertThat(server.isCatalogueAsMarked()).isTrue();
      execute(server, "COMMENT ON TABLE t IS 'changed'");
      assertThat(server.isCatalogueAsMarked()).isFalse();
    }
  }

  private static void execute(DatabaseServer server, String sql) throws SQLException {
    try (Connection connection = server.dataSource(SessionLimits.NONE).getConnection()) {
      execute(connection, sql);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
