// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.dbagent.testing.Answer;
import dev.dbagent.testing.Mutations;
import dev.dbagent.testing.SampleProject;
import dev.dbagent.testing.SoundProject;
import dev.dbagent.testing.UnusualFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever is in the files, the agent answers: in time, in words, with a place that is there; and
 * nothing stays behind. {@code -Dmutants.count}, {@code -Dmutants.seconds} and {@code
 * -Dmutants.seed} say how much is tried and what, {@code -Dmutants.only=17} tries one again; {@code
 * -Dunusual} is a pattern for the names of unusual files.
 */
class MutatedMigrationsIT {

  private static final long SEED = Long.getLong("mutants.seed", 20260310L);
  private static final int ONLY = Integer.getInteger("mutants.only", -1);
  private static final int COUNT = Integer.getInteger("mutants.count", 120);

  /** Tried on the slowest machine too. */
  private static final int AT_LEAST = Math.min(COUNT, 20);

  private static final long SECONDS = Long.getLong("mutants.seconds", 45);
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static final Set<ProcessHandle> EARLIER = descendants().collect(Collectors.toSet());

  /** Of its own, so that what stays behind in it is ours. */
  @TempDir private static Path cache;

  @BeforeAll
  static void the_original_is_sound(@TempDir Path folder) throws IOException {
    assertThat(answer(SoundProject.in(folder)).text()).startsWith("nothing is wrong");
  }

  @AfterAll
  static void nothing_stays_behind() {
    CompletableFuture<?>[] ends =
        descendants()
            .filter(process -> !EARLIER.contains(process))
            .map(ProcessHandle::onExit)
            .toArray(CompletableFuture[]::new);
    assertThat(CompletableFuture.allOf(ends)).succeedsWithin(Duration.ofSeconds(5));
    assertThat(cache.resolve("work")).isEmptyDirectory();
  }

  static Stream<Arguments> mutants() {
    IntStream numbers = ONLY < 0 ? IntStream.range(0, COUNT) : IntStream.of(ONLY);
    return numbers.mapToObj(number -> Arguments.of(SEED, number));
  }

  @ParameterizedTest(name = "seed {0}, number {1}", allowZeroInvocations = true)
  @MethodSource("mutants")
  @Execution(ExecutionMode.CONCURRENT)
  void mutant(long seed, int number, @TempDir Path folder) throws IOException {
    assumeTrue(Clock.isInTime() || number < AT_LEAST || number == ONLY, "the time is over");
    Mutations mutations = new Mutations(seed * 0x9E3779B97F4A7C15L + number * 0xBF58476D1CE4E5B9L);
    SampleProject project = SoundProject.in(folder);
    String file = mutations.oneOf(SoundProject.FILES);
    project.file(file, mutations.of(Files.readAllBytes(folder.resolve(file))));

    assertAnswers(project);
  }

  static List<UnusualFile> unusual() {
    String chosen = System.getProperty("unusual", ".*");
    return UnusualFile.all().stream().filter(file -> file.name().matches(chosen)).toList();
  }

  @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
  @MethodSource("unusual")
  @Execution(ExecutionMode.CONCURRENT)
  void unusual(UnusualFile file, @TempDir Path folder) throws IOException {
    SampleProject project = SoundProject.in(folder);
    project.file(file.path(), file.content().get());

    Answer answer = assertAnswers(project);

    file.code().ifPresent(code -> assertThat(answer.code()).as(answer.text()).isEqualTo(code));
    file.place().ifPresent(place -> assertThat(answer.place()).isEqualTo(place));
  }

  private static Answer assertAnswers(SampleProject project) throws IOException {
    Answer answer = assertTimeoutPreemptively(LIMIT, () -> answer(project));
    assertThat(answer.brokenRules(false)).as(answer.text()).isEmpty();
    return answer;
  }

  private static Answer answer(SampleProject project) {
    return Answer.to(project.set("cacheDirectory", cache.toString()));
  }

  private static Stream<ProcessHandle> descendants() {
    return ProcessHandle.current().descendants();
  }

  /** Begins to run with the first mutant. */
  private static final class Clock {

    private static final long START = System.nanoTime();

    private static boolean isInTime() {
      return System.nanoTime() - START < TimeUnit.SECONDS.toNanos(SECONDS);
    }
  }
}
