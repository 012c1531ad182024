// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dbagent.model.Excerpt;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.StageFailure;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptFlawsTest {

  private static final String FOLDER = Project.MIGRATIONS;

  @TempDir private Path folder;

  private Project project;

  @BeforeEach
  void aSoundProject() {
    project =
        new Project(folder)
            .migration("V1__t.sql", "SELECT ${long}; /* a /* b */ */\nCREATE TABLE t (); -- /*")
            .migration("V1__t.sql.conf", "executeInTransaction=true\n")
            .set("placeholders.long", "1234567890");
  }

  @Test
  void a_sound_script_has_none() {
    assertThatCode(() -> ScriptFlaws.refuse(project.history())).doesNotThrowAnyException();
  }

  @Test
  void a_comment_after_the_last_statement_has_an_end() {
    project.migration("R__t.sql", "SELECT ${long}; /* a */\r\n /* b /* c */\r\nSELECT 2;\r\n");

    StageFailure flaw = flaw();

    assertThat(flaw.kind()).isEqualTo(FailureKind.SCRIPT_UNTERMINATED);
    assertThat(flaw.place()).hasToString(FOLDER + "R__t.sql:2:2");
    assertThat(flaw.facts().excerpt())
        .isEqualTo(
            new Excerpt(1, List.of("SELECT ${long}; /* a */", " /* b /* c */", "SELECT 2;"), 2, 1));
  }

  @Test
  void so_it_has_in_a_callback_and_in_the_init_script() {
    project.migration("afterMigrate.sql", "/*");
    assertThat(flaw().kind()).isEqualTo(FailureKind.CALLBACK_FAILED);

    project.initScript("SELECT 1; /* ${long}");
    assertThat(flaw().kind()).isEqualTo(FailureKind.INIT_SCRIPT_FAILED);
    assertThat(flaw().place()).hasToString("src/main/db/init.sql:1:11");
  }

  @Test
  void a_byte_that_is_no_text_is_told_with_its_place() {
    project.migration("V2__t.sql", "SELECT 1;\n-- é\0\n");

    StageFailure flaw = flaw();

    assertThat(flaw.kind()).isEqualTo(FailureKind.SCRIPT_ENCODING_WRONG);
    assertThat(flaw.place()).hasToString(FOLDER + "V2__t.sql:2:5");
    assertThat(flaw).hasMessageContaining("0x00");
  }

  private StageFailure flaw() {
    return catchThrowableOfType(StageFailure.class, () -> ScriptFlaws.refuse(project.history()));
  }
}
