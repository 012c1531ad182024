// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbagent.diagnosis.Diagnosis;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Place;
import dev.dbagent.model.Related;
import dev.dbagent.model.Stage;
import dev.dbagent.testing.SampleProject;
import dev.dbagent.testing.Told;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A build whose seeds are written for the version before the newest migrations. */
class SeedGateIT {

  @TempDir Path folder;
  private SampleProject project;

  @BeforeEach
  void write() {
    project = new SampleProject(folder);
    project.file(
        "migration/V1__customer.sql",
        """
        CREATE TABLE customer (id int PRIMARY KEY, name text, boss int REFERENCES customer);
        CREATE TABLE invoice (no int PRIMARY KEY, note text);
        """);
    project.file(
        "seed/customer.yml", "# the boss\n- id: 1\n  name: Ada\n- id: 2\n  name: Bob\n  boss: 1\n");
    project.updateSeed(0);
    assertThat(project.prepare()).isEmpty();
  }

  @Test
  void files_that_would_change_fail_the_build() throws IOException {
    project.file("migration/V2__n.sql", "ALTER TABLE customer RENAME COLUMN name TO full_name;");
    String before = Files.readString(folder.resolve("seed/customer.yml"));

    Diagnosis diagnosis = project.prepare().orElseThrow();

    assertThat(diagnosis.facts().kind()).isEqualTo(FailureKind.SEED_STALE);
    assertThat(diagnosis.headline())
        .isEqualTo(
            "seed/seed.lock: the seeds are written for version 1, and the migrations up to version"
                + " 2 change them [DBA-S014]");
    assertThat(diagnosis.facts().notes())
        .containsExactly("seed/customer.yml: renamed name -> full_name.");
    assertThat(Files.readString(folder.resolve("seed/customer.yml"))).isEqualTo(before);
    project.updateSeed(0);
    assertThat(project.prepare()).isEmpty();
  }

  @Test
  void files_that_stay_as_they_are_are_no_obstacle() {
    project.file("migration/V2__n.sql", "ALTER TABLE customer ADD COLUMN note text DEFAULT 'x';");
    Heard told = new Heard();
    assertThat(project.progress(told).prepare()).isEmpty();
    assertThat(told.summaries)
        .contains("Rode: the seeds went from version 1 to version 2, and no file changes");
  }

  @Test
  void drift_may_be_a_warning_that_stays_until_the_files_are_up_to_date() {
    project.set("seedDrift", "warning");
    project.file("migration/V2__n.sql", "UPDATE customer SET name = upper(name);");
    for (int build = 0; build < 3; build++) {
      Told warnings = new Told();
      assertThat(project.progress(warnings).prepare()).isEmpty();
      assertThat(warnings.warnings()).hasSize(1);
      assertThat(warnings.warnings().get(0))
          .startsWith("DBA-S014 seed/seed.lock: the seeds are written for version 1")
          .endsWith("; the goal update-seed brings them up to date");
    }
    project.updateSeed(0);
    Told warnings = new Told();
    assertThat(project.progress(warnings).prepare()).isEmpty();
    assertThat(warnings.warnings()).isEmpty();
  }

  @Test
  void a_migration_that_fails_over_a_seed_names_row_and_line() {
    project.file(
        "migration/V2__n.sql",
        """
        ALTER TABLE customer ADD COLUMN other int;
        """);
    project.file(
        "migration/V3__n.sql", "SELECT 1;\nALTER TABLE customer ALTER COLUMN boss SET NOT NULL;\n");

    Diagnosis diagnosis = project.prepare().orElseThrow();

    assertThat(diagnosis.facts().kind()).isEqualTo(FailureKind.NOT_NULL_VIOLATED);
    assertThat(String.valueOf(diagnosis.facts().place())).startsWith("migration/V3__n.sql:2:");
    assertThat(diagnosis.facts().notes())
        .contains("1 row of public.customer has no boss: id = 1.")
        .contains("The rows of the seeds were in the tables when it ran.");
    assertThat(diagnosis.facts().related())
        .containsExactly(
            new Related(Place.line("seed/customer.yml", 2), "the row comes from here"));
  }

  @Test
  void a_key_that_two_seeds_share_is_found_in_its_lines() {
    project.file("seed/customer.yml", "- id: 1\n  name: Ada\n- id: 2\n  name: Ada\n");
    project.file("migration/V2__n.sql", "ALTER TABLE customer ADD UNIQUE (name);");

    Diagnosis diagnosis = project.prepare().orElseThrow();

    assertThat(diagnosis.facts().kind()).isEqualTo(FailureKind.UNIQUE_VIOLATED);
    assertThat(diagnosis.facts().related())
        .containsExactly(
            new Related(new Place("seed/customer.yml", 2, 9), "the row comes from here"),
            new Related(new Place("seed/customer.yml", 4, 9), "the row comes from here"));
  }

  @Test
  void nothing_is_proved_on_an_empty_table() {
    project.file("migration/V2__n.sql", "ALTER TABLE invoice ALTER COLUMN note SET NOT NULL;");
    Heard told = new Heard();
    assertThat(project.progress(told).prepare()).isEmpty();
    assertThat(told.summaries)
        .contains("Rode: the seeds went from version 1 to version 2, and no file changes");
    assertThat(told.warnings()).contains("Nothing is proved on public.invoice: there is no row");
  }

  @Test
  void a_lock_of_migrations_that_have_changed_is_a_warning() {
    project.file(
        "migration/V1__customer.sql", "CREATE TABLE customer (id int, name text, boss int);");
    Told warnings = new Told();
    assertThat(project.progress(warnings).prepare()).isEmpty();
    assertThat(warnings.warnings())
        .singleElement()
        .asString()
        .contains("migrations up to version 1 have changed since the seeds were written for them");
  }

  private static final class Heard extends Told {

    private final List<String> summaries = new ArrayList<>();

    @Override
    public void done(Stage stage, String summary, Duration took) {
      summaries.add(summary);
    }
  }
}
