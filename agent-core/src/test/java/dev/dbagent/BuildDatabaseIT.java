// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dbagent.handoff.HandedOn;
import dev.dbagent.model.Progress;
import dev.dbagent.testing.SampleProject;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database for what is no test of ours. */
class BuildDatabaseIT {

  @TempDir Path folder;

  @Test
  void aFileTellsWhereItIsAsLongAsItIsThere() throws Exception {
    Path cache = prepared();
    Path file = folder.resolve("target/given/database.properties");

    Properties told = new Properties();
    try (BuildDatabase database = BuildDatabase.start(handedOn(), cache, file, Progress.silent())) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
      try (Reader reader = Files.newBufferedReader(file)) {
        told.load(reader);
      }
      assertThat(told.getProperty("url")).startsWith(database.shown());
      for (List<String> names :
          List.of(
              List.of("url", "user", "password"),
              List.of(
                  "spring.datasource.url",
                  "spring.datasource.username",
                  "spring.datasource.password"),
              List.of(
                  "quarkus.datasource.jdbc.url",
                  "quarkus.datasource.username",
                  "quarkus.datasource.password"))) {
        assertThat(customers(told, names)).isEqualTo("Ada");
      }
    }

    assertThat(file).doesNotExist();
    assertThat(file.resolveSibling("")).isEmptyDirectory();
    assertThatThrownBy(() -> customers(told, List.of("url", "user", "password")))
        .isInstanceOf(SQLException.class);
  }

  @Test
  void aStateThatIsGoneIsToldWithWhatToDo() throws Exception {
    prepared();
    Path other = folder.resolve("other");
    Path file = folder.resolve("database.properties");

    assertThatThrownBy(() -> BuildDatabase.start(handedOn(), other, file, Progress.silent()))
        .isInstanceOf(HandedOn.NoStateException.class)
        .hasMessageContaining("is not in the cache folder " + other)
        .hasMessageContaining("mvn initialize -pl :shop-db -am")
        .hasMessageContaining(
            "mvn dev.dbagent:db-agent-maven-plugin:" + AgentVersion.current() + ":rebuild ");
    assertThat(file).doesNotExist();
  }

  private Path prepared() throws Exception {
    SampleProject project =
        new SampleProject(folder)
            .module("com.example:shop-db:1.0")
            .file(
                "migration/V1__a.sql",
                "CREATE TABLE customer (id serial PRIMARY KEY, name text NOT NULL);")
            .file("seed/customer.csv", "id,name\n1,Ada\n");
    project.goal(DatabaseAgent::prepare);
    return Objects.requireNonNull(project.settings().engine().cacheDirectory());
  }

  private HandedOn handedOn() throws Exception {
    return HandedOn.in(folder.resolve("target/db-agent/handoff.json")).get(0);
  }

  private static String customers(Properties told, List<String> names) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                told.getProperty(names.get(0)),
                told.getProperty(names.get(1)),
                told.getProperty(names.get(2)));
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT string_agg(name, ',') FROM customer")) {
      row.next();
      return row.getString(1);
    }
  }
}
