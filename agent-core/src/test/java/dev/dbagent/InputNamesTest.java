// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbagent.outputs.Stamps;
import dev.dbagent.testing.SampleProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputNamesTest {

  private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00.123456789Z");

  @TempDir Path folder;
  private SampleProject project;

  @BeforeEach
  void a_project() throws IOException {
    project = new SampleProject(folder).set("flyway.locations", "filesystem:migration");
    write("V1__a.sql", "SELECT 1");
    write("V2__b.sql", "SELECT 2");
    write("V2__b.sql.conf", "executeInTransaction=false");
  }

  @Test
  void of_what_looks_as_it_did_they_are_known_without_reading() throws IOException {
    AgentSettings settings = project.settings();
    InputNames read = InputNames.read(settings);
    SeenInputs seen = seen(settings);

    assertThat(InputNames.known(settings, seen, Recipe.of(settings))).contains(read);

    write("V2__b.sql", "SELECT 3");
    assertThat(InputNames.known(settings, seen, Recipe.of(settings)))
        .as("proved by looks")
        .isPresent();
    assertThat(InputNames.read(settings)).isNotEqualTo(read);
  }

  @Test
  void a_migration_that_two_locations_hold_is_one() throws IOException {
    AgentSettings settings =
        project.set("flyway.callbackLocations", "filesystem:migration").settings();

    assertThat(InputNames.known(settings, seen(settings), Recipe.of(settings)))
        .contains(InputNames.read(settings));
  }

  @Test
  void of_anything_that_looks_otherwise_nothing_is_known() throws IOException {
    AgentSettings settings = project.settings();
    SeenInputs seen = seen(settings);

    Path file = folder.resolve("migration/V2__b.sql");
    Files.setLastModifiedTime(file, FileTime.from(LONG_AGO.plusNanos(1_000)));
    assertThat(InputNames.known(settings, seen, Recipe.of(settings))).as("time").isEmpty();

    write("V2__b.sql", "SELECT 2");
    assertThat(InputNames.known(settings, seen, Recipe.of(settings))).as("back").isPresent();

    write("V3__c.sql", "SELECT 3");
    assertThat(InputNames.known(settings, seen, Recipe.of(settings))).as("one more").isEmpty();

    Files.delete(folder.resolve("migration/V3__c.sql"));
    AgentSettings other = project.set("lockTimeout", "77").settings();
    assertThat(InputNames.known(other, seen, Recipe.of(other))).as("setting").isEmpty();
  }

  @Test
  void where_looks_prove_nothing_nothing_is_known() {
    AgentSettings settings = project.settings();
    SeenInputs seen = new SeenInputs(Stamps.NONE, InputKey.checksum(settings));

    assertThat(InputNames.known(settings, seen, Recipe.of(settings))).isEmpty();
  }

  private static SeenInputs seen(AgentSettings settings) {
    SeenInputs seen = new SeenInputs(InputKey.stamps(settings), InputKey.checksum(settings));
    assertThat(seen.looks()).isNotEqualTo(Stamps.NONE);
    return seen;
  }

  private void write(String name, String content) throws IOException {
    project.file("migration/" + name, content);
    Files.setLastModifiedTime(folder.resolve("migration/" + name), FileTime.from(LONG_AGO));
  }
}
