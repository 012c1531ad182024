// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbagent.diagnosis.Diagnosis;
import dev.dbagent.diagnosis.DiagnosisCatalogue;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Place;
import dev.dbagent.model.Progress;
import dev.dbagent.model.Stage;
import dev.dbagent.model.StageFailure;
import dev.dbagent.report.Case;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JournalTest {

  private final Journal journal = new Journal(Progress.silent());

  @BeforeEach
  void expectASmallProject() {
    journal.expect(Stage.MIGRATION, List.of("V1.sql", "V2.sql", "V3.sql"));
    journal.expect(Stage.VERIFICATION, List.of("DBA-V003 constraints", "DBA-V004 indexes"));
  }

  @Test
  void what_got_its_turn_passed() {
    replay("V1.sql", "V2.sql", "V3.sql");
    journal.done(Stage.MIGRATION, "done", Duration.ZERO);
    journal.advanced(Stage.VERIFICATION, 0, 2, "DBA-V003 constraints");
    journal.advanced(Stage.VERIFICATION, 1, 2, "DBA-V004 indexes");
    journal.done(Stage.VERIFICATION, "done", Duration.ZERO);

    assertThat(told(null))
        .containsExactly(
            "V1.sql PASSED",
            "V2.sql PASSED",
            "V3.sql PASSED",
            "DBA-V003 constraints PASSED",
            "DBA-V004 indexes PASSED");
  }

  @Test
  void what_failed_is_the_file_at_the_place_and_what_follows_was_skipped() {
    replay("V1.sql", "V2.sql");

    assertThat(told(diagnosis(FailureKind.SYNTAX_ERROR, "V2.sql")))
        .containsExactly(
            "V1.sql PASSED",
            "V2.sql FAILED",
            "V3.sql SKIPPED",
            "DBA-V003 constraints SKIPPED",
            "DBA-V004 indexes SKIPPED");
  }

  @Test
  void without_a_place_what_was_under_way_failed() {
    replay("V1.sql");

    assertThat(told(diagnosis(FailureKind.DISK_FULL, null))).startsWith("V1.sql FAILED");
  }

  @Test
  void a_place_in_no_known_file_makes_none_fail() {
    replay("V1.sql");

    assertThat(told(diagnosis(FailureKind.CALLBACK_FAILED, "afterMigrate.sql")))
        .noneMatch(line -> line.endsWith("FAILED"));
  }

  @Test
  void a_finding_fails_its_check_even_where_its_place_is_a_migration() {
    replay("V1.sql", "V2.sql", "V3.sql");
    journal.done(Stage.MIGRATION, "done", Duration.ZERO);
    journal.advanced(Stage.VERIFICATION, 0, 2, "DBA-V003 constraints");
    journal.advanced(Stage.VERIFICATION, 1, 2, "DBA-V004 indexes");

    assertThat(told(diagnosis(FailureKind.CONSTRAINT_NOT_VALIDATED, "V1.sql")))
        .contains("V1.sql PASSED", "DBA-V003 constraints FAILED", "DBA-V004 indexes PASSED");
  }

  private void replay(String... files) {
    for (String file : files) {
      journal.advanced(Stage.MIGRATION, 0, 3, file);
    }
  }

  private List<String> told(@Nullable Diagnosis diagnosis) {
    return journal.cases(diagnosis).stream().map(JournalTest::line).toList();
  }

  private static String line(Case of) {
    return of.name() + " " + of.verdict();
  }

  private static Diagnosis diagnosis(FailureKind kind, @Nullable String file) {
    Place place = file == null ? null : Place.line(file, 1);
    return DiagnosisCatalogue.diagnose(new StageFailure(kind, "no", place, null, null));
  }
}
