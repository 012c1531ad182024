// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.engine.SessionLimits;
import dev.dbagent.model.Progress;
import dev.dbagent.testing.RealEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpareDirectoriesIT {

  @TempDir Path folder;

  private Path state;

  @BeforeEach
  void letTheServersAccountPass() throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
    state = folder.resolve("state");
  }

  @ParameterizedTest
  @ValueSource(strings = {RealEngine.NEWEST, RealEngine.OLDEST})
  void a_state_is_served_by_what_the_last_server_has_left(String version) throws Exception {
    EmbeddedPostgres engine = engine(version);
    try (DatabaseServer server = engine.start()) {
      execute(server, "CREATE TABLE t AS SELECT generate_series(1, 1000) AS id");
      server.seal(state);
    }
    for (int round = 1; round <= 3; round++) {
      Object left = inode(onlySpare());
      try (PostgresServer server = (PostgresServer) engine.start(state)) {
        assertThat(inode(server.running().folder().data())).isEqualTo(left);
        assertThat(count(server)).isEqualTo(1_000 + round - 1);
        execute(server, "INSERT INTO t VALUES (0)");
        state = folder.resolve("state" + round);
        server.seal(state);
      }
      assertThat(spares()).hasSize(1);
      assertThat(folder.resolve("cache/work")).isEmptyDirectory();
    }
    new CacheDirectory(folder.resolve("cache")).clear();
    assertThat(folder.resolve("cache/spare")).doesNotExist();
    assertThat(countIn(engine)).isEqualTo(1_003);
  }

  /** It has to be what was packed, not what became of that. */
  @Test
  void what_was_done_after_the_sealing_is_not_in_it() throws Exception {
    EmbeddedPostgres engine = engine(RealEngine.NEWEST);
    try (PostgresServer server = (PostgresServer) engine.start()) {
      sealAndGoOn(server);
    }
    Object left = inode(onlySpare());
    try (PostgresServer server = (PostgresServer) engine.start(state)) {
      assertThat(inode(server.running().folder().data())).isEqualTo(left);
      assertThat(count(server)).isEqualTo(1_000);
      assertThat(number(server, "SELECT count(*) FROM pg_class WHERE relname = 'u'")).isZero();
    }
  }

  /** Its children may go on writing for a moment. */
  @Test
  void a_server_that_was_killed_leaves_nothing() throws Exception {
    EmbeddedPostgres engine = engine(RealEngine.NEWEST);
    try (PostgresServer server = (PostgresServer) engine.start()) {
      sealAndGoOn(server);
      long pid = server.running().folder().serverPid().orElseThrow();
      ProcessHandle killed = ProcessHandle.of(pid).orElseThrow();
      killed.destroyForcibly();
      killed.onExit().join();
    }
    assertThat(spares()).isEmpty();
    assertThat(countIn(engine)).isEqualTo(1_000);
  }

  private void sealAndGoOn(PostgresServer server) throws SQLException {
    execute(server, "CREATE TABLE t AS SELECT generate_series(1, 1000) AS id");
    server.seal(state);
    server.resume();
    execute(server, "DELETE FROM t WHERE id > 10");
    execute(server, "CREATE TABLE u AS SELECT * FROM t");
    execute(server, "VACUUM FULL");
    execute(server, "CHECKPOINT");
  }

  @Test
  void one_that_was_damaged_is_unpacked_instead() throws Exception {
    EmbeddedPostgres engine = engine(RealEngine.NEWEST);
    try (DatabaseServer server = engine.start()) {
      execute(server, "CREATE TABLE t AS SELECT generate_series(1, 1000) AS id");
      server.seal(state);
    }
    Files.write(onlySpare().resolve("global/pg_control"), new byte[100]);

    assertThat(countIn(engine)).isEqualTo(1_000);
    assertThat(spares()).isEmpty();
  }

  @Test
  void a_server_that_sealed_nothing_leaves_nothing() throws Exception {
    EmbeddedPostgres engine = engine(RealEngine.NEWEST);
    engine.start().close();
    assertThat(spares()).isEmpty();
  }

  private EmbeddedPostgres engine(String version) {
    return EmbeddedPostgres.of(
        new PostgresSettings(version, folder.resolve("cache"), "app"),
        RealEngine.artifacts(),
        Progress.silent());
  }

  private Path onlySpare() throws IOException {
    assertThat(spares()).hasSize(1);
    return folder.resolve("cache/spare").resolve(spares().get(0)).resolve("data");
  }

  /** The same directory has the same, wherever it is moved to. */
  private static Object inode(Path directory) throws IOException {
    return Files.getAttribute(directory, "unix:ino");
  }

  private List<String> spares() throws IOException {
    try (Stream<Path> all = Files.list(folder.resolve("cache/spare"))) {
      return all.map(path -> path.getFileName().toString()).toList();
    }
  }

  private int countIn(EmbeddedPostgres engine) throws SQLException {
    try (DatabaseServer server = engine.start(state)) {
      return count(server);
    }
  }

  private static int count(DatabaseServer server) throws SQLException {
    return number(server, "SELECT count(*) FROM t");
  }

  private static int number(DatabaseServer server, String query) throws SQLException {
    try (Connection connection = server.dataSource(SessionLimits.NONE).getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private static void execute(DatabaseServer server, String sql) throws SQLException {
    try (Connection connection = server.dataSource(SessionLimits.NONE).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
