// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dbagent.codegen.CodeGenerator;
import dev.dbagent.codegen.EarlierCode;
import dev.dbagent.codegen.GeneratedSources;
import dev.dbagent.codegen.GeneratorSettings;
import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.engine.SessionLimits;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Fingerprint;
import dev.dbagent.model.StageFailure;
import dev.dbagent.testing.RealEngine;
import dev.dbagent.testing.RecordedWarnings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers and code that are begun before anybody knows whether they are wanted. */
class AheadIT {

  private static final Fingerprint WANTED = Fingerprint.of("test").add("state", "wanted").build();
  private static final String CUSTOMER = "CREATE TABLE customer (id int PRIMARY KEY)";
  private static final Fingerprint OTHER = Fingerprint.of("test").add("state", "other").build();

  private final List<DatabaseServer> started = new ArrayList<>();
  private final RecordedWarnings warnings = new RecordedWarnings();
  private final Path folder;

  AheadIT(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void one_that_is_taken_is_the_taker_s() throws SQLException {
    Ahead ahead = new Ahead();
    ahead.begin(WANTED, this::start);

    try (DatabaseServer taken = ahead.server(WANTED).orElseThrow()) {
      assertThat(ahead.server(WANTED)).as("once").isEmpty();
      ahead.close();
      try (Connection connection = connection(taken)) {
        assertThat(connection.isValid(5)).isTrue();
      }
    }
    assertThat(started).hasSize(1);
  }

  @Test
  void one_that_serves_another_state_than_the_wanted_is_ended() {
    Ahead ahead = new Ahead();
    ahead.begin(OTHER, this::start);

    assertThat(ahead.server(WANTED)).isEmpty();
    assertThat(ahead.server(OTHER)).isEmpty();
    ahead.close();

    assertEnded();
  }

  @Test
  void one_that_nobody_has_asked_for_is_ended() {
    Ahead ahead = new Ahead();
    ahead.begin(OTHER, this::start);

    ahead.close();

    assertEnded();
  }

  @Test
  void one_that_does_not_start_is_none() {
    try (Ahead ahead = new Ahead()) {
      ahead.begin(
          WANTED,
          () -> {
            throw new StageFailure(FailureKind.SERVER_FAILED, "no");
          });

      assertThat(ahead.server(WANTED)).isEmpty();
    }
  }

  @Test
  void code_is_written_ahead_and_put_in_place_when_it_is_asked_for() throws IOException {
    GeneratorSettings warned =
        settings("<generator><target><directory>elsewhere</directory></target></generator>");
    try (Ahead ahead = new Ahead()) {
      expectCode(ahead, warned, this::start);
      try (CodeGenerator generator = ahead.code(WANTED, warned, () -> generator(ahead, warned));
          DatabaseServer server = ahead.server(WANTED).orElseThrow()) {
        awaitStaged();
        assertThat(target()).doesNotExist();
        assertThat(warnings.all()).isEmpty();
        change(server, "DROP TABLE customer");

        assertThat(generate(generator, server).tables()).isEqualTo(1);
      }
    }
    assertThat(target().resolve("com/acme/tables/Customer.java")).isRegularFile();
    assertThat(warnings.all()).singleElement().asString().contains("elsewhere", "is ignored");
    assertThat(staged()).isEmpty();
  }

  @Test
  void what_keeps_it_from_being_written_is_told_when_it_is_asked_for() throws IOException {
    String xml = "<generator><strategy><name>com.acme.Missing</name></strategy></generator>";
    try (Ahead ahead = new Ahead()) {
      expectCode(ahead, settings(xml), this::start);
      try (CodeGenerator generator =
              ahead.code(WANTED, settings(xml), () -> generator(ahead, settings(xml)));
          DatabaseServer server = ahead.server(WANTED).orElseThrow()) {
        assertThatExceptionOfType(StageFailure.class)
            .isThrownBy(() -> generate(generator, server))
            .withMessageContaining("com.acme.Missing");
      }
    }
    assertThat(staged()).isEmpty();
  }

  @Test
  void code_of_a_server_that_did_not_start_is_written_when_there_is_one() throws IOException {
    try (Ahead ahead = new Ahead()) {
      expectCode(
          ahead,
          settings(null),
          () -> {
            throw new StageFailure(FailureKind.SERVER_FAILED, "no");
          });
      try (CodeGenerator generator =
          ahead.code(WANTED, settings(null), () -> generator(ahead, settings(null)))) {
        assertThat(ahead.server(WANTED)).isEmpty();
        try (DatabaseServer server = start()) {
          assertThat(generate(generator, server).tables()).isEqualTo(1);
        }
      }
    }
  }

  @Test
  void code_that_nobody_asks_for_goes_with_its_server() throws IOException {
    try (Ahead ahead = new Ahead()) {
      expectCode(ahead, settings(null), this::start);
      awaitStaged();
    }
    assertThat(staged()).isEmpty();
    assertThat(target()).doesNotExist();
    assertEnded();
  }

  @Test
  void code_by_other_settings_is_written_from_the_same_server() throws IOException {
    GeneratorSettings other =
        settings("<generator><generate><pojos>true</pojos></generate></generator>");
    try (Ahead ahead = new Ahead()) {
      expectCode(ahead, settings(null), this::start);
      try (CodeGenerator generator = ahead.code(WANTED, other, () -> generator(ahead, other));
          DatabaseServer server = ahead.server(WANTED).orElseThrow()) {
        generate(generator, server);
      }
    }
    assertThat(target().resolve("com/acme/tables/pojos/Customer.java")).isRegularFile();
    assertThat(staged()).isEmpty();
  }

  @Test
  void code_of_another_state_is_not_that_of_the_wanted() throws IOException {
    try (Ahead ahead = new Ahead()) {
      expectCode(ahead, settings(null), this::start);
      try (CodeGenerator generator =
          ahead.code(OTHER, settings(null), () -> generator(ahead, settings(null)))) {
        assertThat(ahead.server(OTHER)).isEmpty();
        try (DatabaseServer server = start()) {
          change(server, "ALTER TABLE customer RENAME TO client");

          generate(generator, server);
        }
      }
    }
    assertThat(target().resolve("com/acme/tables/Client.java")).isRegularFile();
    assertThat(staged()).isEmpty();
  }

  private void expectCode(
      Ahead ahead, GeneratorSettings settings, Supplier<DatabaseServer> server) {
    ahead.expectCode(() -> generator(ahead, settings));
    ahead.begin(WANTED, server);
    try (DatabaseServer other = RealEngine.start()) {
      change(other, CUSTOMER);
      ahead.write(other.snapshot(), EarlierCode::none);
    }
  }

  private GeneratedSources generate(CodeGenerator generator, DatabaseServer server) {
    return generator.generate(server, EarlierCode::none, name -> Optional.empty(), warnings);
  }

  private CodeGenerator generator(Ahead ahead, GeneratorSettings settings) {
    return CodeGenerator.begin(settings, ahead.jooq(), folder.resolve("classes"), false);
  }

  private GeneratorSettings settings(@Nullable String xml) {
    return new GeneratorSettings(target(), "com.acme", xml, "flyway_schema_history");
  }

  private Path target() {
    return folder.resolve("code/jooq");
  }

  /** Until all files are there that tell of the table. */
  private void awaitStaged() throws IOException {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (staged().stream().noneMatch(AheadIT::isWhole)) {
      assertThat(System.nanoTime()).as("code is staged in time").isLessThan(deadline);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  private static boolean isWhole(Path staged) {
    return Stream.of("Keys", "Tables", "tables/Customer", "tables/records/CustomerRecord")
        .allMatch(name -> Files.exists(staged.resolve("com/acme/" + name + ".java")));
  }

  private List<Path> staged() throws IOException {
    Path beside = folder.resolve("code");
    if (!Files.isDirectory(beside)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(beside)) {
      return all.filter(path -> !path.equals(target())).toList();
    }
  }

  private DatabaseServer start() {
    DatabaseServer server = RealEngine.start();
    change(server, CUSTOMER);
    started.add(server);
    return server;
  }

  private static void change(DatabaseServer server, String sql) {
    try (Connection connection = connection(server);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Connection connection(DatabaseServer server) throws SQLException {
    return server.dataSource(SessionLimits.NONE).getConnection();
  }

  private void assertEnded() {
    assertThat(started).hasSize(1);
    assertThatExceptionOfType(SQLException.class).isThrownBy(() -> connection(started.get(0)));
  }
}
