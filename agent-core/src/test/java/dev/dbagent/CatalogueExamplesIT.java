// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.dbagent.diagnosis.CatalogueEntry;
import dev.dbagent.diagnosis.Diagnosis;
import dev.dbagent.diagnosis.DiagnosisCatalogue;
import dev.dbagent.diagnosis.Example;
import dev.dbagent.diagnosis.Wording;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Stage;
import dev.dbagent.report.DiagnosisText;
import dev.dbagent.report.Palette;
import dev.dbagent.testing.CompiledClasses;
import dev.dbagent.testing.SampleProject;
import java.lang.reflect.Method;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the catalogue shows is true: each failing example yields its code, each corrected none. */
class CatalogueExamplesIT {

  /**
   * Codes whose condition is the machine's, so that no files can show it: the test that makes the
   * circumstances happen, as class and method.
   */
  private static final Map<FailureKind, String> SHOWN_ELSEWHERE =
      Map.ofEntries(
          Map.entry(
              FailureKind.PLATFORM_UNSUPPORTED,
              "dev.dbagent.engine.postgres.PlatformTest.is_refused_when_nobody_builds_for_it"),
          Map.entry(
              FailureKind.BINARIES_UNAVAILABLE,
              "dev.dbagent.engine.postgres.BinariesIT.what_cannot_be_had_is_named_by_its_coordinates"),
          Map.entry(
              FailureKind.BINARIES_CORRUPT,
              "dev.dbagent.engine.postgres.BinariesIT.a_damaged_jar_is_named"),
          Map.entry(
              FailureKind.NO_WAY_TO_DROP_ROOT,
              "dev.dbagent.engine.postgres.PrivilegeLadderIT.when_none_works_one_sentence_tells_what_each_said"),
          Map.entry(
              FailureKind.SERVER_FAILED,
              "dev.dbagent.engine.postgres.EmbeddedPostgresIT.a_state_that_cannot_run_is_told_with_the_server_s_words"),
          Map.entry(
              FailureKind.CACHE_UNUSABLE,
              "dev.dbagent.engine.postgres.MachineToBlameIT.programs_cannot_be_run_from_a_disk_that_is_mounted_noexec"),
          Map.entry(
              FailureKind.DISK_FULL,
              "dev.dbagent.FullDiskIT.a_start_on_a_full_disk_is_told_with_all_that_is_known"),
          Map.entry(
              FailureKind.PORT_UNUSABLE,
              "dev.dbagent.engine.postgres.EmbeddedPostgresIT.ports_that_are_all_taken_are_named"),
          Map.entry(
              FailureKind.SEED_TOO_LARGE,
              "dev.dbagent.seed.RecordFormatTest.more_rows_than_people_read_are_refused"),
          Map.entry(
              FailureKind.SEED_RIDE_REFUSED,
              "dev.dbagent.UpdateSeedIT.seeds_of_migrations_that_have_changed_are_refused"),
          Map.entry(
              FailureKind.SEED_LOSS_UNACKNOWLEDGED,
              "dev.dbagent.UpdateSeedIT.what_is_lost_must_be_acknowledged"),
          Map.entry(
              FailureKind.SEED_STALE,
              "dev.dbagent.SeedGateIT.files_that_would_change_fail_the_build"),
          Map.entry(
              FailureKind.SEED_RECORDING_REFUSED,
              "dev.dbagent.RecordSeedIT.another_database_is_read_only_when_that_is_allowed"),
          Map.entry(
              FailureKind.SEED_SECRETS_FOUND,
              "dev.dbagent.RecordSeedIT.what_looks_like_a_secret_is_not_written_and_not_told"),
          Map.entry(
              FailureKind.ADVERSARIAL_ROW_REFUSED,
              "dev.dbagent.AdversarialRowsIT.a_migration_that_counts_on_the_seeds_is_a_warning"),
          Map.entry(
              FailureKind.SEED_ROWS_LOST,
              "dev.dbagent.verification.ChecksTest.rows_that_got_lost_are_an_error_at_the_file"),
          Map.entry(
              FailureKind.GENERATION_INCOMPLETE,
              "dev.dbagent.codegen.CompletenessTest.namesAPartThatIsMissing"),
          Map.entry(
              FailureKind.STATE_DIFFERS,
              "dev.dbagent.StateRebuildIT.a_state_that_would_be_another_one_is_refused_with_all_differences"),
          Map.entry(
              FailureKind.STATE_NOT_REBUILDABLE,
              "dev.dbagent.StateRebuildIT.a_secret_has_to_be_given"));

  @TempDir private Path folder;

  static Stream<CatalogueEntry> shownByFiles() {
    return DiagnosisCatalogue.entries().stream()
        .filter(entry -> !SHOWN_ELSEWHERE.containsKey(entry.kind()));
  }

  @Test
  void every_entry_has_both_examples() {
    for (CatalogueEntry entry : DiagnosisCatalogue.entries()) {
      assertThat(List.of(entry.failing(), entry.corrected()))
          .as(entry.code())
          .allMatch(example -> !example.files().isEmpty() || !example.circumstances().isEmpty())
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void what_no_files_can_show_is_shown_by_a_test_that_exists() throws Exception {
    for (String test : SHOWN_ELSEWHERE.values()) {
      int dot = test.lastIndexOf('.');
      Class<?> testClass = Class.forName(test.substring(0, dot));
      assertThat(Arrays.stream(testClass.getDeclaredMethods()).map(Method::getName))
          .contains(test.substring(dot + 1));
    }
  }

  @ParameterizedTest
  @MethodSource("shownByFiles")
  void the_failing_example_yields_the_code_and_the_corrected_one_none(CatalogueEntry entry)
      throws Exception {
    assumeTrue(Files.isWritable(folder));

    assertThat(said(entry, entry.failing(), "failing").map(Diagnosis::code))
        .as(
            "the failing example: %s",
            said(entry, entry.failing(), "again").map(CatalogueExamplesIT::text))
        .contains(entry.code());
    assertThat(said(entry, entry.corrected(), "corrected").map(CatalogueExamplesIT::text))
        .as("the corrected example")
        .isEmpty();
  }

  private Optional<Diagnosis> said(CatalogueEntry entry, Example example, String name)
      throws Exception {
    SampleProject project = new SampleProject(folder.resolve(name));
    Charset encoding = Charset.forName(example.encoding());
    example.files().forEach((path, content) -> project.file(path, content.getBytes(encoding)));
    example.settings().forEach(setting -> project.set(setting.name(), setting.value()));
    Path java = folder.resolve(name).resolve("java");
    if (Files.isDirectory(java)) {
      CompiledClasses.of(java).putInto(project);
    }
    return entry.kind().stage() == Stage.CODEGEN ? project.generate() : project.prepare();
  }

  private static String text(Diagnosis diagnosis) {
    return DiagnosisText.of(diagnosis, null, Wording.plain(), Palette.PLAIN);
  }
}
