// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbagent.model.Edit;
import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Finding;
import dev.dbagent.model.Finding.Severity;
import dev.dbagent.model.Place;
import dev.dbagent.model.Related;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IgnoredFilesTest {

  private static final String M = Project.MIGRATIONS;
  private static final String NOT_RUN = "it is not run, because its name is no migration's";

  @TempDir private Path folder;

  private Project project;

  @BeforeEach
  void makeProject() {
    project = new Project(folder).migration("V1__a.sql", "");
  }

  @ParameterizedTest
  @CsvSource({
    "V3_x.sql, V3__x.sql",
    "v3__x.sql, V3__x.sql",
    "r__view.sql, R__view.sql",
    "afterMigrate_x.sql, afterMigrate__x.sql",
    "V4__x.sql.txt, V4__x.sql",
    "V4__x.sq, V4__x.sql",
    "V4__x, V4__x.sql",
  })
  void warnsOfAMisspeltNameAndOffersTheRightOne(String name, String meant) {
    project.migration(name, "");

    assertThat(project.history().warnings())
        .containsExactly(
            new Finding(
                FailureKind.FILE_NAME_REJECTED,
                Severity.WARNING,
                M + name,
                NOT_RUN + "; did you mean " + meant + "?",
                Place.file(M + name),
                List.of(new Edit.Rename(M + name, M + meant))));
  }

  @Test
  void doesNotOfferANameThatWouldBeRefused() {
    project.migration("V1_b.sql", "");

    Finding finding = onlyWarning();

    assertThat(finding.message())
        .isEqualTo(
            NOT_RUN + "; did you mean V1__b.sql? But that is one step with " + M + "V1__a.sql");
    assertThat(finding.edits()).isEmpty();
  }

  @Test
  void warnsOfAScriptThatIsNothingLikeAMigration() {
    project.migration("rollback/drop.sql", "");

    assertThat(onlyWarning())
        .hasToString("DBA-M023 " + M + "rollback/drop.sql: " + NOT_RUN)
        .returns(Place.file(M + "rollback/drop.sql"), Finding::place);
  }

  @Test
  void warnsOnceOfAFolderFullOfThem() {
    for (char c = 'a'; c <= 'e'; c++) {
      project.migration("rollback/" + c + ".sql", "");
    }

    assertThat(onlyWarning())
        .hasToString(
            "DBA-M023 "
                + M
                + "rollback/: 5 scripts in it are not run, because their names are no migrations':"
                + " a.sql, b.sql, c.sql and 2 more")
        .returns(Place.file(M + "rollback/a.sql"), Finding::place);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "U1__a.sql",
        "U1_a.sql",
        "README.md",
        "notes.txt",
        "V1__a.sql.txt",
        "V1__a.sql.bak",
        "data.csv",
        ".gitkeep",
        "V2__x.md"
      })
  void saysNothingOf(String name) {
    project.migration(name, "");

    assertThat(project.history().warnings()).isEmpty();
  }

  @Test
  void warnsOfSettingsWithoutTheirScript() {
    project
        .migration("V2__emails.sql", "")
        .migration("V2__email.sql.conf", "executeInTransaction=false");

    Finding finding = onlyWarning();

    assertThat(finding)
        .hasToString(
            "DBA-M023 "
                + M
                + "V2__email.sql.conf: it has no effect, because there is no V2__email.sql beside"
                + " it; did you mean V2__emails.sql?");
    assertThat(finding.edits())
        .containsExactly(new Edit.Rename(M + "V2__email.sql.conf", M + "V2__emails.sql.conf"));
  }

  @Test
  void offersNoScriptThatHasNothingToDoWithTheSettings() {
    project.migration("V2__b.sql.conf", "executeInTransaction=false");

    Finding finding = onlyWarning();

    assertThat(finding.message())
        .isEqualTo("it has no effect, because there is no V2__b.sql beside it");
    assertThat(finding.edits()).isEmpty();
  }

  @Test
  void refusesAllOfThemWhenTheProjectSaysSo() {
    project
        .migration("V2_b.sql", "")
        .migration("x.sql", "")
        .migration("U1__a.sql", "")
        .migration("V3__c.sq", "")
        .set("validateMigrationNaming", "true");

    FailureFacts facts = refused();

    assertThat(facts.place()).isEqualTo(Place.file(M + "V2_b.sql"));
    assertThat(facts.message())
        .isEqualTo(
            "V2_b.sql is not named as a migration, and validateMigrationNaming is set;"
                + " did you mean V2__b.sql?");
    assertThat(facts.related())
        .containsExactly(
            new Related(Place.file(M + "x.sql"), "is not named as a migration either"));
    assertThat(facts.edits()).containsExactly(new Edit.Rename(M + "V2_b.sql", M + "V2__b.sql"));
  }

  @Test
  void refusesWhatAShellWouldRun() {
    project.migration("V2__b.sh", "");

    FailureFacts facts = refused();

    assertThat(facts.place()).isEqualTo(Place.file(M + "V2__b.sh"));
    assertThat(facts.message())
        .isEqualTo("a shell would run this migration, and the agent runs no shell");
  }

  private Finding onlyWarning() {
    List<Finding> warnings = project.history().warnings();
    assertThat(warnings).hasSize(1);
    return warnings.get(0);
  }

  private FailureFacts refused() {
    FailureFacts facts = project.refusal().facts();
    assertThat(facts.kind()).isEqualTo(FailureKind.FILE_NAME_REJECTED);
    return facts;
  }
}
