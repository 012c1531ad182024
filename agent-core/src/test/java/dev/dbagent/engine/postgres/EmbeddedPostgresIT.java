// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dbagent.engine.DamagedStateException;
import dev.dbagent.engine.DatabaseEngine;
import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.engine.SessionLimits;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Progress;
import dev.dbagent.model.Secret;
import dev.dbagent.model.SqlFault;
import dev.dbagent.model.StageFailure;
import dev.dbagent.testing.RealEngine;
import dev.dbagent.testing.Told;
import dev.dbagent.testing.Traces;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.TimeZone;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
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
    try (DatabaseServer server = engine.start()) {
      execute(server, "CREATE TABLE t (id int)");
      execute(server, "INSERT INTO t VALUES (7)");
      server.seal(state);
    }
    for (int copy = 0; copy < 2; copy++) {
      try (DatabaseServer server = engine.start(state)) {
        assertThat(query(server, "SELECT string_agg(id::text, ',') FROM t")).isEqualTo("7");
        execute(server, "INSERT INTO t VALUES (8)");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {RealEngine.NEWEST, RealEngine.OLDEST})
  void every_server_behaves_alike(String version) throws SQLException {
    try (DatabaseServer server = RealEngine.start(version)) {
      assertThat(query(server, "SELECT string_agg(datname, ',') FROM pg_database"))
          .isEqualTo("app");
      assertThat(query(server, "SELECT current_database() || ' ' || current_user"))
          .isEqualTo("app agent");
      assertThat(
              query(
                  server, "SELECT string_agg(c, '' ORDER BY c) FROM unnest('{b,A,a,B}'::text[]) c"))
          .as("sorted by code point on every machine")
          .isEqualTo("ABab");
      assertThat(query(server, "SELECT date '2026-02-01' || ' ' || interval '1 day 2 hours'"))
          .isEqualTo("2026-02-01 1 day 02:00:00");
      assertThat(query(server, "SHOW server_encoding")).isEqualTo("UTF8");
      assertThat(query(server, "SELECT split_part(version(), ' ', 2)"))
          .isEqualTo(version.substring(0, version.length() - 2));
    }
  }

  @Test
  void two_at_once_know_nothing_of_each_other() throws SQLException {
    DatabaseEngine engine = RealEngine.engine(RealEngine.NEWEST);
    try (DatabaseServer one = engine.start();
        DatabaseServer other = engine.start()) {
      execute(one, "CREATE TABLE t (id int)");

      assertThat(query(one, "SELECT count(*) FROM pg_class WHERE relname = 't'")).isEqualTo("1");
      assertThat(query(other, "SELECT count(*) FROM pg_class WHERE relname = 't'")).isEqualTo("0");
    }
  }

  @Test
  void nothing_is_left_when_it_is_closed_even_twice() throws SQLException {
    PostgresServer server = (PostgresServer) RealEngine.start();
    Path work = server.running().folder().path();
    ProcessHandle process = processOf(server);
    try (Connection busy = server.dataSource(SessionLimits.NONE).getConnection()) {
      assertThat(busy.isValid(5)).isTrue();
      server.close();
      server.close();
    }
    assertThat(process.isAlive()).isFalse();
    assertThat(work).doesNotExist();
  }

  @Test
  void sealing_lets_go_whatever_the_outcome() throws Exception {
    PostgresServer server = (PostgresServer) RealEngine.start();
    Path work = server.running().folder().path();

    assertThatExceptionOfType(StageFailure.class)
        .isThrownBy(() -> server.seal(folder.resolve("no/such/folder/state")));
    server.letGo();
    for (int i = 0; i < 1000 && Files.exists(work); i++) {
      Thread.sleep(10);
    }
    assertThat(work).as("is removed without being closed").doesNotExist();
  }

  @Test
  void the_password_is_asked_for_and_leaves_no_trace() throws IOException, SQLException {
    try (PostgresServer server = (PostgresServer) RealEngine.start()) {
      RunningServer running = server.running();
      DataSource wrong =
          new ServerDataSource(running.port(), "app", Secret.of("wrong"), SessionLimits.NONE);
      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(wrong::getConnection)
          .extracting(SQLException::getSQLState)
          .isEqualTo("28P01");

      execute(server, "CREATE TABLE t (id int)");
      String password = running.password().reveal();
      assertThat(filesThatHold(password, running.folder().path())).isEmpty();
      assertThat(commandLines()).contains("postgres").doesNotContain(password, "SCRAM");
      assertThat(server.dataSource(SessionLimits.NONE).toString()).doesNotContain(password);
      assertThat(running.password()).hasToString("****");
    }
  }

  @Test
  void a_session_is_in_utc_and_within_its_limits() throws SQLException {
    TimeZone before = TimeZone.getDefault();
    TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kolkata"));
    try (DatabaseServer server = RealEngine.start()) {
      DataSource limited =
          server.dataSource(new SessionLimits(Duration.ofMillis(150), Duration.ofSeconds(9)));

      assertThat(query(limited, "SHOW timezone")).isEqualTo("UTC");
      assertThat(query(limited, "SHOW lock_timeout")).isEqualTo("9s");
      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(() -> query(limited, "SELECT pg_sleep(30)"))
          .extracting(SQLException::getSQLState)
          .isEqualTo("57014");
    } finally {
      TimeZone.setDefault(before);
    }
  }

  @Test
  void a_port_that_is_taken_meanwhile_is_left_alone() throws IOException, SQLException {
    EmbeddedPostgres engine = (EmbeddedPostgres) RealEngine.engine(RealEngine.NEWEST);
    try (PostgresServer holder = (PostgresServer) engine.start()) {
      int taken = holder.running().port();
      int untaken = Launcher.freePort();
      Iterator<Integer> suggested = List.of(taken, taken, untaken).iterator();
      try (PostgresServer server = engine.start(Optional.empty(), suggested::next)) {
        assertThat(server.running().port()).isEqualTo(untaken);
        execute(server, "CREATE TABLE t (id int)");
      }
      assertThat(query(holder, "SELECT count(*) FROM pg_class WHERE relname = 't'")).isEqualTo("0");
    }
  }

  @Test
  void ports_that_are_all_taken_are_named() throws IOException {
    EmbeddedPostgres engine = (EmbeddedPostgres) RealEngine.engine(RealEngine.NEWEST);
    Traces traces = Traces.before();
    try (ServerSocket holder = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int taken = holder.getLocalPort();

      assertThatExceptionOfType(StageFailure.class)
          .isThrownBy(() -> engine.start(Optional.empty(), () -> taken))
          .withMessage("PostgreSQL 18.6 could not listen on any of 5 ports of 127.0.0.1")
          .satisfies(
              e -> {
                assertThat(e.kind()).isEqualTo(FailureKind.PORT_UNUSABLE);
                assertThat(e.facts().notes().get(0)).contains(Integer.toString(taken));
                assertThat(e.facts().notes().get(1)).contains("Address already in use");
              });
    }
    traces.assertNothingLeft(engine.cache().root());
  }

  @Test
  void a_template_that_is_damaged_is_made_anew() throws IOException {
    Told told = new Told();
    EmbeddedPostgres engine =
        EmbeddedPostgres.of(
            new PostgresSettings(RealEngine.NEWEST, folder.resolve("cache"), "app"),
            RealEngine.artifacts(),
            told);
    engine.start().close();
    Path template;
    try (Stream<Path> all = Files.list(engine.cache().templates())) {
      template = all.findFirst().orElseThrow();
    }
    Files.write(template, Arrays.copyOf(Files.readAllBytes(template), 100_000));

    engine.start().close();

    assertThat(told.warnings())
        .singleElement()
        .asString()
        .startsWith(template + " is damaged: ")
        .endsWith("; it is made anew");
    assertThat(Files.size(template)).isGreaterThan(100_000);
    engine.start().close();
    assertThat(told.warnings()).hasSize(1);
  }

  @Test
  void a_state_that_is_damaged_or_gone_is_named() throws IOException {
    DatabaseEngine engine = RealEngine.engine(RealEngine.NEWEST);
    Path whole = folder.resolve("whole");
    try (DatabaseServer server = engine.start()) {
      server.seal(whole);
    }
    byte[] bytes = Files.readAllBytes(whole);
    Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(bytes, bytes.length / 2));
    bytes[bytes.length / 2] ^= 1;
    Path changed = Files.write(folder.resolve("changed"), bytes);

    for (Path state : List.of(cut, changed, folder.resolve("gone"))) {
      assertThatExceptionOfType(StageFailure.class)
          .isThrownBy(() -> engine.start(state))
          .withMessageStartingWith("the sealed state " + state + " is ")
          .matches(DamagedStateException::isBehind)
          .extracting(StageFailure::kind)
          .isEqualTo(FailureKind.CACHE_UNUSABLE);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"postmaster", "backend"})
  void what_a_server_said_before_it_went_is_told(String whom) throws Exception {
    Traces traces = Traces.before();
    try (PostgresServer server = (PostgresServer) RealEngine.start();
        Connection connection = server.dataSource(SessionLimits.NONE).getConnection();
        Statement statement = connection.createStatement()) {
      String victim =
          whom.equals("backend")
              ? "$PPID"
              : Long.toString(server.running().folder().serverPid().orElseThrow());
      StageFailure failure =
          lost(
              server,
              () -> {
                statement.execute(
                    "COPY (SELECT 's3cret') TO PROGRAM 'cat; kill -KILL %s'".formatted(victim));
                // A backend notices that its postmaster has gone when it waits.
                statement.execute("SELECT pg_sleep(60)");
              });

      StageFailure explained = server.explained(failure);

      assertThat(explained.kind()).isEqualTo(FailureKind.SERVER_LOST);
      assertThat(explained.getMessage()).isEqualTo(failure.getMessage());
      assertThat(explained.facts().notes())
          .contains("It was ended by SIGKILL.")
          .anyMatch(note -> note.startsWith("A kernel that runs out of memory kills like that"))
          .anyMatch(note -> note.contains("database system is ready to accept connections"))
          .noneMatch(note -> note.contains("s3cret"));
    }
    traces.assertNothingLeft(
        ((EmbeddedPostgres) RealEngine.engine(RealEngine.NEWEST)).cache().root());
  }

  @Test
  void a_failure_that_the_machine_has_nothing_to_do_with_stays_as_it_is() {
    StageFailure failure = new StageFailure(FailureKind.SYNTAX_ERROR, "no");
    try (DatabaseServer server = RealEngine.start()) {
      assertThat(server.explained(failure)).isSameAs(failure);
    }
  }

  private static StageFailure lost(DatabaseServer server, ThrowingCallable statement) {
    SQLException thrown = catchThrowableOfType(SQLException.class, statement);
    SqlFault fault = server.faultOf(thrown);
    return new StageFailure(FailureKind.SERVER_LOST, fault.message(), null, fault, thrown);
  }

  @Test
  void a_state_that_cannot_run_is_told_with_the_server_s_words() throws IOException {
    Path broken = folder.resolve("broken");
    Files.createDirectories(broken.resolve("global"));
    Files.writeString(broken.resolve("PG_VERSION"), "18\n");
    Files.writeString(broken.resolve("postgresql.conf"), "");
    Path state = folder.resolve("state");
    PackedDirectory.pack(broken, state);

    assertThatExceptionOfType(StageFailure.class)
        .isThrownBy(() -> RealEngine.engine(RealEngine.NEWEST).start(state))
        .withMessageContaining("PostgreSQL 18.6 did not start")
        .withMessageContaining("pg_control")
        .extracting(StageFailure::kind)
        .isEqualTo(FailureKind.SERVER_FAILED);
  }

  @Test
  void a_name_may_be_any_text() throws SQLException {
    for (String name : List.of("postgres", "template1", "it's \"my\" db/é?x=1")) {
      DatabaseEngine engine =
          EmbeddedPostgres.of(
              new PostgresSettings(RealEngine.NEWEST, null, name),
              RealEngine.artifacts(),
              Progress.silent());
      try (DatabaseServer server = engine.start()) {
        assertThat(query(server, "SELECT current_database()")).isEqualTo(name);
      }
    }
  }

  private static ProcessHandle processOf(PostgresServer server) {
    try {
      return ProcessHandle.of(server.running().folder().serverPid().orElseThrow()).orElseThrow();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Path> filesThatHold(String text, Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile).filter(file -> holds(file, text)).toList();
    }
  }

  private static boolean holds(Path file, String text) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1).contains(text);
    } catch (IOException e) {
      return false;
    }
  }

  private static String commandLines() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      for (Path process :
          processes.filter(p -> Files.isRegularFile(p.resolve("cmdline"))).toList()) {
        for (String file : List.of("cmdline", "environ")) {
          try {
            all.append(Files.readString(process.resolve(file), StandardCharsets.ISO_8859_1));
          } catch (IOException e) {
            // It has ended, or it is not ours to read.
          }
        }
      }
    }
    return all.toString();
  }

  private static void execute(DatabaseServer server, String sql) throws SQLException {
    try (Connection connection = server.dataSource(SessionLimits.NONE).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String query(DatabaseServer server, String sql) throws SQLException {
    return query(server.dataSource(SessionLimits.NONE), sql);
  }

  private static String query(DataSource source, String sql) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getString(1);
    }
  }
}
