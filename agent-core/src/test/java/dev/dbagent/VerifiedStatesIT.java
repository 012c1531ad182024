// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbagent.engine.TestDatabase;
import dev.dbagent.engine.TestDatabases;
import dev.dbagent.engine.TestDatabases.Rights;
import dev.dbagent.handoff.HandedOff;
import dev.dbagent.model.Fingerprint;
import dev.dbagent.model.Progress;
import dev.dbagent.testing.SampleProject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From what a build hands on to databases of tests. */
class VerifiedStatesIT {

  @TempDir Path folder;

  @Test
  void whatABuildHandedOnCanBeWorkedWith() throws Exception {
    SampleProject project =
        new SampleProject(folder)
            .module("com.example:shop-db:1.0")
            .set("databaseName", "the \"shop\"")
            .file(
                "migration/V1__a.sql",
                "CREATE TABLE customer (id serial PRIMARY KEY, name text NOT NULL);")
            .file("seed/customer.csv", "id,name\n1,Ada\n");
    project.goal(DatabaseAgent::prepare);
    HandedOff handedOff =
        HandedOff.parse(Files.readString(folder.resolve("target/db-agent/handoff.json")))
            .orElseThrow();

    VerifiedStates states =
        new VerifiedStates(project.settings().engine().cacheDirectory(), Progress.silent());

    assertThat(handedOff.moduleName()).isEqualTo("com.example:shop-db");
    try (TestDatabases databases = states.databases(handedOff).orElseThrow();
        TestDatabase database = databases.fresh(Rights.DATA);
        Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("INSERT INTO customer (name) VALUES ('Grace')");
      try (ResultSet row =
          statement.executeQuery("SELECT string_agg(id || name, ' ') FROM customer")) {
        row.next();
        assertThat(row.getString(1)).isEqualTo("1Ada 2Grace");
      }
    }
  }

  @Test
  void aStateThatIsNotThereIsSaidToBeAbsent() {
    HandedOff handedOff =
        HandedOff.parse(
                """
                {
                  "format": 1,
                  "module": "g:a:1",
                  "engine": "PostgreSQL 18.6",
                  "state": "%s"
                }
                """
                    .formatted(Fingerprint.of("none").build().hex()))
            .orElseThrow();

    VerifiedStates states = new VerifiedStates(folder, Progress.silent());

    assertThat(states.databases(handedOff)).isEmpty();
    assertThat(states.folder()).isEqualTo(folder);
  }
}
