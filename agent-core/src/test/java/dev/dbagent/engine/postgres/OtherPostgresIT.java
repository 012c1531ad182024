// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dbagent.engine.BulkRead;
import dev.dbagent.engine.DatabaseAddress;
import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.engine.RowSource;
import dev.dbagent.engine.SessionLimits;
import dev.dbagent.engine.TableShape;
import dev.dbagent.model.Secret;
import dev.dbagent.testing.RealEngine;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A database of somebody else is read and nothing else. */
class OtherPostgresIT {

  private final DatabaseServer server = RealEngine.start();

  @BeforeEach
  void fill() throws SQLException {
    execute(
        "CREATE TABLE t (id int PRIMARY KEY, x text); INSERT INTO t VALUES (2, 'b'), (1, 'a');"
            + " CREATE ROLE boss SUPERUSER LOGIN PASSWORD 'hushed';"
            + " CREATE ROLE reader LOGIN PASSWORD 'hushed'; GRANT pg_read_all_data TO reader;");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** Even to somebody who may do everything, the server refuses what would write. */
  @Test
  void nothing_can_be_written() throws SQLException {
    try (BulkRead read = OtherPostgres.read(address("boss"))) {
      TableShape table = read.tables().get(0);
      assertThat(rows(read, table)).containsExactly(List.of("1", "a"), List.of("2", "b"));
      assertThatThrownBy(() -> read.asHeld(table, new One()))
          .hasMessageContaining("cannot execute CREATE TABLE in a read-only transaction");
    }
  }

  @Test
  void all_is_of_one_moment() throws SQLException {
    try (BulkRead read = OtherPostgres.read(address("reader"))) {
      TableShape table = read.tables().get(0);
      execute("DELETE FROM t");
      assertThat(rows(read, table)).hasSize(2);
    }
  }

  @Test
  void rows_that_a_policy_hides_are_no_reason_to_record_the_others() throws SQLException {
    execute(
        "ALTER TABLE t ENABLE ROW LEVEL SECURITY;"
            + " CREATE POLICY first_only ON t FOR SELECT USING (id = 1);");
    try (BulkRead read = OtherPostgres.read(address("reader"))) {
      TableShape table = read.tables().get(0);
      assertThatThrownBy(() -> rows(read, table)).hasMessageContaining("row-level security");
    }
  }

  @Test
  void bytes_of_no_encoding_are_refused() throws SQLException {
    DatabaseAddress address = address("boss");
    execute("UPDATE pg_database SET encoding = 0 WHERE datname = 'app'");
    assertThatThrownBy(() -> OtherPostgres.read(address)).hasMessageContaining("SQL_ASCII");
  }

  private static List<List<@Nullable String>> rows(BulkRead read, TableShape table) {
    List<List<@Nullable String>> rows = new ArrayList<>();
    read.rows(table, rows::add);
    return rows;
  }

  private record One() implements RowSource {
    @Override
    public List<String> columns() {
      return List.of("id");
    }

    @Override
    public void sendTo(Sink sink) {
      sink.row(List.of("7"));
    }
  }

  private DatabaseAddress address(String user) throws SQLException {
    try (Connection connection = server.dataSource(SessionLimits.NONE).getConnection()) {
      String url = connection.getMetaData().getURL().replaceFirst("\\?.*", "");
      return new DatabaseAddress(url, user, Secret.of("hushed"));
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = server.dataSource(SessionLimits.NONE).getConnection();
        Statement statement = connection.createStatement()) {
      for (String one : sql.split(";", -1)) {
        if (!one.isBlank()) {
          statement.execute(one);
        }
      }
    }
  }
}
