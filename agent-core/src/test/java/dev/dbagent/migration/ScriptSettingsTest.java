// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbagent.model.Edit;
import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Place;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptSettingsTest {

  private static final String CONF = Project.MIGRATIONS + "V1__a.sql.conf";

  @TempDir private Path folder;

  private Project project;

  @BeforeEach
  void makeProject() {
    project = new Project(folder).migration("V1__a.sql", "").set("placeholders.yes", "true");
  }

  /** In the settings {@code /} ends a line. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          executeInTransactions=false     | 1 | 1 | no script has a setting executeInTransactions; did you mean executeInTransaction?
          # why/  hello world             | 2 | 3 | no script has a setting hello
          encoding=UTF-8/outOfOrder: true | 2 | 1 | no script has a setting outOfOrder
          executeInTransaction=maybe      | 1 | 1 | executeInTransaction is neither true nor false but 'maybe'
          executeInTransaction            | 1 | 1 | executeInTransaction is neither true nor false but ''
          placeholderReplacement = no     | 1 | 1 | placeholderReplacement is neither true nor false but 'no'
          shouldExecute=true              | 1 | 1 | shouldExecute cannot be set: it belongs to Flyway's commercial editions
          # a/encoding=UTF-88               | 2 | 1 | there is no encoding UTF-88
          encoding=UTF-8/x=\\u12          | 2 | 3 | \\u is not followed by four hexadecimal digits
          """)
  void refusesWhatFlywayWouldRefuse(String settings, int line, int column, String message) {
    project.migration("V1__a.sql.conf", settings.replace("/", "\n"));

    FailureFacts facts = refused();

    assertThat(facts.place()).isEqualTo(new Place(CONF, line, column));
    assertThat(facts.message()).isEqualTo(message);
    assertThat(facts.excerpt()).isNotNull();
  }

  @Test
  void offersTheRightName() {
    project.migration("V1__a.sql.conf", "executeInTransactions=false");

    assertThat(refused().edits())
        .containsExactly(
            new Edit.Replace(
                new Place(CONF, 1, 1), "executeInTransactions", "executeInTransaction"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "# nothing",
        "executeInTransaction=FALSE  ",
        "placeholderReplacement: true\nencoding ISO-8859-1",
        "executeInTransaction=${yes}",
        "execute\\u0049nTransaction=false",
      })
  void acceptsWhatFlywayAccepts(String settings) {
    project.migration("V1__a.sql.conf", settings);

    assertThat(project.history().files()).hasSize(2);
  }

  @Test
  void doesNotTellWhatAPlaceholderStandsFor() {
    project
        .set("placeholders.password", "hunter2")
        .migration("V1__a.sql.conf", "placeholderReplacement=${password}");

    FailureFacts facts = refused();

    assertThat(facts.message())
        .isEqualTo("placeholderReplacement is neither true nor false but '${password}'");
    assertThat(facts.toString()).doesNotContain("hunter2");
  }

  @Test
  void looksAtScriptsThatAreNotRun() {
    project.migration("V2__b.sql", "").migration("V2__b.sql.conf", "nothing=1").set("target", "1");

    assertThat(refused().place()).isEqualTo(new Place(Project.MIGRATIONS + "V2__b.sql.conf", 1, 1));
  }

  private FailureFacts refused() {
    FailureFacts facts = project.refusal().facts();
    assertThat(facts.kind()).isEqualTo(FailureKind.SETTING_REJECTED);
    return facts;
  }
}
