// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.engine.SessionLimits;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Progress;
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
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;

/** A real database and a project folder with seeds. */
final class SeedBench implements AutoCloseable {

  private final Path project;
  private final DatabaseServer server;
  private List<String> profiles = List.of();

  SeedBench(Path project) {
    this(project, RealEngine.NEWEST);
  }

  SeedBench(Path project, String version) {
    this.project = project;
    this.server = RealEngine.start(version);
  }

  DatabaseServer server() {
    return server;
  }

  void sql(String statements) {
    try (Connection connection = server.dataSource(SessionLimits.NONE).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(statements);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Each row as its columns, separated by bars. */
  List<String> rows(String query) {
    try (Connection connection = server.dataSource(SessionLimits.NONE).getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      List<String> rows = new ArrayList<>();
      while (row.next()) {
        List<String> values = new ArrayList<>();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
          values.add(String.valueOf(row.getString(i)));
        }
        rows.add(String.join("|", values));
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  void seed(String name, String content) {
    try {
      Path file = project.resolve("seed").resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Names the profiles that are loaded from now on. */
  void profiles(String... names) {
    profiles = List.of(names);
  }

  SeedSet read() {
    return SeedSet.read(new SeedSettings(project, Path.of("seed"), "public").with(profiles));
  }

  List<SeededTable> load() {
    return load(Progress.silent());
  }

  List<SeededTable> load(Progress progress) {
    return SeedLoader.tables(server, read(), server.snapshot(), progress);
  }

  /** Expects that loading fails, of a kind and at a place. */
  AbstractThrowableAssert<?, StageFailure> fails(FailureKind kind, String place) {
    return assertThat(failure(kind, place));
  }

  StageFailure failure(FailureKind kind, String place) {
    StageFailure failure = catchThrowableOfType(StageFailure.class, this::load);
    assertThat(failure).as("loading").isNotNull();
    assertThat(failure.kind() + " " + failure.place())
        .as(failure.getMessage())
        .isEqualTo(kind + " " + place);
    return failure;
  }

  @Override
  public void close() {
    server.close();
  }
}
