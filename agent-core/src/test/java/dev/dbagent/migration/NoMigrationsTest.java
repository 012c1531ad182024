// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbagent.model.Edit;
import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Place;
import dev.dbagent.model.Setting;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoMigrationsTest {

  @TempDir private Path folder;

  private Project project;

  @BeforeEach
  void makeProject() {
    project = new Project(folder);
  }

  @Test
  void aMisspeltLocationIsSetRight() {
    project
        .file("db/migrations/V1__a.sql", "")
        .file("db/migrating/notes.txt", "")
        .set("locations", "filesystem:db/migration");

    FailureFacts facts = refused();

    assertThat(facts.place()).isEqualTo(Place.file("db/migration"));
    assertThat(facts.message())
        .isEqualTo(
            "the location filesystem:db/migration does not exist: there is no folder "
                + folder.resolve("db/migration")
                + "; did you mean db/migrations?");
    assertThat(facts.setting())
        .isEqualTo(new Setting("flyway.locations", "filesystem:db/migrations"));
  }

  @Test
  void aFolderOnTheWayMayBeTheMisspeltOne() {
    project
        .file("src/main/resources/db/migration/V1__a.sql", "")
        .file("more/V2__b.sql", "")
        .set("locations", "filesystem:src/main/resource/db/migration, filesystem:more");

    assertThat(refused().setting())
        .isEqualTo(
            new Setting(
                "flyway.locations", "filesystem:src/main/resources/db/migration,filesystem:more"));
  }

  @Test
  void whereMigrationsLieInsteadIsTold() {
    project
        .file("src/main/resources/sql/V1__a.sql", "")
        .file("src/main/resources/sql/V2__b.sql", "")
        .file("other/V1__a.sql", "")
        .file("target/classes/sql/V1__a.sql", "")
        .file(".hidden/V1__a.sql", "");

    FailureFacts facts = refused();

    assertThat(facts.place()).isEqualTo(Place.file("src/main/resources/db/migration"));
    assertThat(facts.notes())
        .containsExactly("There are 2 migrations in src/main/resources/sql, 1 migration in other.");
    assertThat(facts.setting())
        .isEqualTo(new Setting("flyway.locations", "filesystem:src/main/resources/sql"));
  }

  @Test
  void aClassPathLocationStaysOne() {
    project.file("src/main/resources/db/migrations/V1__a.sql", "").set("locations", "db/migration");

    FailureFacts facts = refused();

    assertThat(facts.message())
        .isEqualTo(
            "the location db/migration does not exist: there is neither"
                + " src/main/resources/db/migration nor db/migration on the class path"
                + "; did you mean src/main/resources/db/migrations?");
    assertThat(facts.setting())
        .isEqualTo(new Setting("flyway.locations", "classpath:db/migrations"));
  }

  @Test
  void anotherLocationIsNoSuggestion() {
    project.file("a/V1__a.sql", "").set("locations", "filesystem:a,filesystem:quite/else");

    FailureFacts facts = refused();

    assertThat(facts.place()).isEqualTo(Place.file("quite/else"));
    assertThat(facts.notes()).isEmpty();
    assertThat(facts.setting()).isNull();
  }

  @Test
  void anEmptyLocationIsNamed() {
    project.migration("beforeMigrate.sql", "");

    FailureFacts facts = refused();

    assertThat(facts.place()).isEqualTo(Place.file("src/main/resources/db/migration"));
    assertThat(facts.message())
        .isEqualTo(
            "there is no migration in filesystem:src/main/resources/db/migration,"
                + " nothing like V1__x.sql");
  }

  @Test
  void misspeltFilesOfAnEmptyLocationAreListed() {
    project.migration("V1_a.sql", "").migration("drop.sql", "");

    FailureFacts facts = refused();

    assertThat(facts.notes())
        .containsExactly(
            "As to "
                + Project.MIGRATIONS
                + "V1_a.sql: it is not run, because its name is no migration's; did you mean"
                + " V1__a.sql?",
            "As to "
                + Project.MIGRATIONS
                + "drop.sql: it is not run, because its name is no migration's.");
    assertThat(facts.edits())
        .containsExactly(
            new Edit.Rename(Project.MIGRATIONS + "V1_a.sql", Project.MIGRATIONS + "V1__a.sql"));
  }

  private FailureFacts refused() {
    FailureFacts facts = project.refusal().facts();
    assertThat(facts.kind()).isEqualTo(FailureKind.NO_MIGRATIONS);
    return facts;
  }
}
