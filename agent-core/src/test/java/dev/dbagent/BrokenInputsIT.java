// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbagent.model.FailureKind;
import dev.dbagent.testing.Answer;
import dev.dbagent.testing.BrokenInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every broken input of the corpus gets the diagnosis that a perfect reader would give. */
class BrokenInputsIT {

  private static final int AT_LEAST = 60;

  private static final Set<String> GENERIC =
      Set.of(FailureKind.STATEMENT_FAILED.code(), FailureKind.HISTORY_REJECTED.code());

  /**
   * Those of the machine or of another goal, and files that are too large to be kept; see {@link
   * CatalogueExamplesIT} for who shows them.
   */
  private static final Set<FailureKind> NOT_IN_FILES =
      EnumSet.of(
          FailureKind.PLATFORM_UNSUPPORTED,
          FailureKind.BINARIES_CORRUPT,
          FailureKind.CACHE_UNUSABLE,
          FailureKind.NO_WAY_TO_DROP_ROOT,
          FailureKind.SERVER_FAILED,
          FailureKind.DISK_FULL,
          FailureKind.PORT_UNUSABLE,
          FailureKind.SEED_TOO_LARGE,
          FailureKind.SEED_RIDE_REFUSED,
          FailureKind.SEED_LOSS_UNACKNOWLEDGED,
          FailureKind.SEED_STALE,
          FailureKind.SEED_RECORDING_REFUSED,
          FailureKind.SEED_SECRETS_FOUND,
          FailureKind.ADVERSARIAL_ROW_REFUSED,
          FailureKind.SEED_ROWS_LOST,
          FailureKind.GENERATION_INCOMPLETE,
          FailureKind.STATE_DIFFERS,
          FailureKind.STATE_NOT_REBUILDABLE);

  static List<BrokenInput> corpus() {
    return BrokenInput.all();
  }

  /** {@code -Dbroken=seed-.*} runs a part of the corpus, for whoever works on it. */
  static List<BrokenInput> chosen() {
    String chosen = System.getProperty("broken", ".*");
    return corpus().stream().filter(input -> input.name().matches(chosen)).toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("chosen")
  @Execution(ExecutionMode.CONCURRENT)
  void gets_its_diagnosis(BrokenInput input, @TempDir Path copy) throws IOException {
    Answer answer = input.run(copy);

    SoftAssertions.assertSoftly(
        softly -> {
          is(softly, input, "code", answer.code());
          is(softly, input, "place", answer.place());
          is(softly, input, "message", answer.message());
          contains(softly, input, "message.contains", answer.message());
          is(softly, input, "sqlState", answer.sqlState());
          contains(softly, input, "remedy.contains", answer.remedy());
          contains(softly, input, "note.contains", String.join("\n", answer.notes()));
          contains(softly, input, "warning.contains", String.join("\n", answer.warnings()));
          input
              .get("related")
              .ifPresent(v -> softly.assertThat(answer.related()).contains(v.split(", ", -1)));
          input.get("edit").ifPresent(v -> softly.assertThat(answer.edits()).contains(v));
          softly.assertThat(brokenRules(input, answer)).as(answer.text()).isEmpty();
        });
  }

  @Test
  void there_are_enough_and_each_expects_code_place_and_remedy() {
    assertThat(corpus()).hasSizeGreaterThanOrEqualTo(AT_LEAST);
    for (BrokenInput input : corpus()) {
      if (input.require("code").equals("none")) {
        assertThat(input.expected()).as(input.name()).containsKey("warning.contains");
      } else {
        assertThat(input.expected())
            .as(input.name())
            .containsKeys("code", "place", "remedy.contains");
        boolean exact = input.require("place").matches(".+:\\d+:\\d+");
        assertThat(input.get("place.because").isPresent())
            .as(input.name() + " has line and column, or says why not")
            .isNotEqualTo(exact);
      }
    }
  }

  @Test
  void none_expects_a_generic_answer_without_a_reason() {
    for (BrokenInput input : corpus()) {
      assertThat(input.get("generic.because").isPresent())
          .as(input.name())
          .isEqualTo(GENERIC.contains(input.require("code")));
    }
  }

  @Test
  void every_kind_of_failure_that_files_can_show_is_shown() {
    Set<String> shown =
        corpus().stream().map(input -> input.require("code")).collect(Collectors.toSet());
    assertThat(Arrays.stream(FailureKind.values()).filter(kind -> !NOT_IN_FILES.contains(kind)))
        .allMatch(kind -> shown.contains(kind.code()));
  }

  private static void is(SoftAssertions softly, BrokenInput input, String key, String actual) {
    input.get(key).ifPresent(v -> softly.assertThat(actual).as(key).isEqualTo(v));
  }

  private static void contains(
      SoftAssertions softly, BrokenInput input, String key, String actual) {
    input.get(key).ifPresent(v -> softly.assertThat(actual).as(key).contains(v));
  }

  private static List<String> brokenRules(BrokenInput input, Answer answer) {
    try {
      return answer.brokenRules(Files.isDirectory(input.folder().resolve("java")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
