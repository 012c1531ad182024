// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.engine.SessionLimits;
import dev.dbagent.model.Progress;
import dev.dbagent.model.StageFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;

/** A project in a folder, as a test writes it down. */
final class Project {

  static final String MIGRATIONS = "src/main/resources/db/migration/";

  private final Path directory;
  private final Map<String, String> flyway = new TreeMap<>();
  private final List<Path> classPath = new ArrayList<>();
  private @Nullable Path initScript;
  private Duration lockTimeout = Duration.ofSeconds(10);
  private Duration statementTimeout = Duration.ofSeconds(60);
  private ClassLoader classLoader = Project.class.getClassLoader();

  Project(Path directory) {
    this.directory = directory;
  }

  /** Adds a file to the default location. */
  Project migration(String name, String content) {
    return file(MIGRATIONS + name, content);
  }

  Project file(String path, String content) {
    try {
      Path file = directory.resolve(path);
      Files.createDirectories(file.getParent());
      Files.writeString(file, content);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Project set(String name, String value) {
    flyway.put(name, value);
    return this;
  }

  Project initScript(String content) {
    initScript = Path.of("src/main/db/init.sql");
    return file("src/main/db/init.sql", content);
  }

  Project timeouts(Duration lock, Duration statement) {
    lockTimeout = lock;
    statementTimeout = statement;
    return this;
  }

  Project classPath(ClassLoader loader, Path... entries) {
    classLoader = loader;
    classPath.addAll(List.of(entries));
    return this;
  }

  Path directory() {
    return directory;
  }

  MigrationSettings settings() {
    return new MigrationSettings(
        directory, flyway, initScript, lockTimeout, statementTimeout, classPath, classLoader);
  }

  MigrationHistory history() {
    return MigrationHistory.read(settings());
  }

  ReplayedDatabase replay(DatabaseServer server) {
    return replay(server, Progress.silent());
  }

  ReplayedDatabase replay(DatabaseServer server, Progress progress) {
    return new MigrationReplayer().replay(server, history(), progress);
  }

  /** The failure of a replay that must fail. */
  StageFailure failure(DatabaseServer server) {
    return Assertions.catchThrowableOfType(StageFailure.class, () -> replay(server));
  }

  /** The failure of a reading that must fail. */
  StageFailure refusal() {
    return Assertions.catchThrowableOfType(StageFailure.class, this::history);
  }

  /** The first column of every row, as text. */
  static List<String> query(DatabaseServer server, String sql) {
    try (Connection connection = server.dataSource(SessionLimits.NONE).getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> values = new ArrayList<>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
