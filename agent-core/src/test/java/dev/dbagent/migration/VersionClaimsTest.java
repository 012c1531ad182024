// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbagent.model.Edit;
import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Place;
import dev.dbagent.model.Related;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionClaimsTest {

  private static final String M = Project.MIGRATIONS;

  @TempDir private Path folder;

  private Project project;

  @BeforeEach
  void makeProject() {
    project = new Project(folder);
  }

  @Test
  void namesBothFilesAndTheNextFreeVersion() {
    project
        .migration("V1__customer.sql", "")
        .migration("V2__email.sql", "")
        .migration("V2__phone.sql", "")
        .migration("V9__x.sql", "");

    FailureFacts facts = refused();

    assertThat(facts.place()).isEqualTo(Place.file(M + "V2__phone.sql"));
    assertThat(facts.message())
        .isEqualTo("version 2 is claimed by a second file, " + M + "V2__email.sql");
    assertThat(facts.related())
        .containsExactly(new Related(Place.file(M + "V2__email.sql"), "claims it too"));
    assertThat(facts.notes()).isEmpty();
    assertThat(facts.edits())
        .containsExactly(new Edit.Rename(M + "V2__phone.sql", M + "V10__phone.sql"));
  }

  @Test
  void saysThatSeveralSpellingsAreOneVersion() {
    project.migration("V1__a.sql", "").migration("sub/V1_0__b.sql", "");

    FailureFacts facts = refused();

    assertThat(facts.place()).isEqualTo(Place.file(M + "sub/V1_0__b.sql"));
    assertThat(facts.message())
        .isEqualTo("version 1.0 is claimed by a second file, " + M + "V1__a.sql");
    assertThat(facts.notes()).containsExactly("1 and 1.0 are one version to Flyway.");
    assertThat(facts.edits())
        .containsExactly(new Edit.Rename(M + "sub/V1_0__b.sql", M + "sub/V2__b.sql"));
  }

  @ParameterizedTest
  @CsvSource({
    "V007__a.sql, V007__b.sql, V008__b.sql",
    "V1.2__a.sql, V1.2__b.sql, V1.3__b.sql",
    "V1_9__a.sql, V1_9__b.sql, V1_10__b.sql",
    "V20240131120000__a.sql, V20240131120000__b.SQL, V20240131120001__b.SQL",
    "V999.sql, V999__b.sql, V1000__b.sql",
  })
  void spellsTheNextVersionLikeTheOthers(String one, String other, String renamed) {
    project.migration(one, "").migration(other, "");

    assertThat(refused().edits()).containsExactly(new Edit.Rename(M + other, M + renamed));
  }

  @Test
  void namesAllOfThree() {
    project.migration("V2__a.sql", "").migration("V2__b.sql", "").migration("V2__c.sql", "");

    FailureFacts facts = refused();

    assertThat(facts.place()).isEqualTo(Place.file(M + "V2__c.sql"));
    assertThat(facts.message())
        .isEqualTo(
            "version 2 is claimed by 3 files, also by " + M + "V2__a.sql and " + M + "V2__b.sql");
    assertThat(facts.related()).hasSize(2);
  }

  @Test
  void namesOtherVersionsThatAreClaimedTwice() {
    project
        .migration("V2__a.sql", "")
        .migration("V2__b.sql", "")
        .migration("V3__a.sql", "")
        .migration("V3__b.sql", "");

    assertThat(refused().notes())
        .containsExactly(
            "Claimed twice is also version 3, by " + M + "V3__a.sql and " + M + "V3__b.sql.");
  }

  @Test
  void holdsRepeatablesOfOneDescriptionForOne() {
    project.migration("R__all_views.sql", "").migration("sub/R__all_views.sql", "");

    FailureFacts facts = refused();

    assertThat(facts.place()).isEqualTo(Place.file(M + "sub/R__all_views.sql"));
    assertThat(facts.message())
        .isEqualTo(
            "the repeatable migration 'all views' is claimed by a second file, "
                + M
                + "R__all_views.sql");
    assertThat(facts.edits()).isEmpty();
  }

  @Test
  void holdsCallbacksOfOneNameForOne() {
    project
        .migration("V1__a.sql", "")
        .migration("beforeMigrate__x.sql", "")
        .migration("sub/beforeMigrate__x.sql", "");

    assertThat(refused().message())
        .isEqualTo(
            "the callback beforeMigrate__x.sql is claimed by a second file, "
                + M
                + "beforeMigrate__x.sql");
  }

  @Test
  void renamesNoBaseline() {
    project.migration("B2__a.sql", "").migration("B2__b.sql", "");

    FailureFacts facts = refused();

    assertThat(facts.message()).startsWith("baseline version 2 is claimed by a second file, ");
    assertThat(facts.edits()).isEmpty();
  }

  @Test
  void ratherPointsToTheProjectThanIntoAJar() throws IOException {
    Path jar = folder.resolve("z.jar");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream zip = new JarOutputStream(out)) {
      zip.putNextEntry(new JarEntry("db/m/V1__z.sql"));
    }
    project
        .file("src/main/resources/db/m/V1__a.sql", "")
        .set("locations", "classpath:db/m")
        .classPath(getClass().getClassLoader(), jar);

    FailureFacts facts = refused();

    assertThat(facts.place()).isEqualTo(Place.file("src/main/resources/db/m/V1__a.sql"));
    assertThat(facts.message())
        .isEqualTo("version 1 is claimed by a second file, z.jar!/db/m/V1__z.sql");
  }

  private FailureFacts refused() {
    FailureFacts facts = project.refusal().facts();
    assertThat(facts.kind()).isEqualTo(FailureKind.VERSION_CLAIMED_TWICE);
    return facts;
  }
}
