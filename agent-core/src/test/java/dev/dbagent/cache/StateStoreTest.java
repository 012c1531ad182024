// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Fingerprint;
import dev.dbagent.model.StageFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateStoreTest {

  @TempDir Path directory;

  @Test
  void a_sealed_state_is_found_by_its_name_only() throws IOException {
    StateStore store = new StateStore(directory);
    store.seal(named("a"), containing("data"));

    assertThat(store.find(named("a")).orElseThrow().file()).hasContent("data");
    assertThat(store.find(named("b"))).isEmpty();
  }

  @Test
  void a_state_whose_making_fails_does_not_exist_and_leaves_nothing() throws IOException {
    StateStore store = new StateStore(directory);

    assertThatThrownBy(
            () ->
                store.seal(
                    named("a"),
                    file -> {
                      containing("half").accept(file);
                      throw new IllegalStateException("server died");
                    }))
        .hasMessage("server died");

    assertThat(store.find(named("a"))).isEmpty();
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void sealing_again_replaces_a_damaged_file() {
    StateStore store = new StateStore(directory);
    store.seal(named("a"), containing("damaged"));
    store.seal(named("a"), containing("good"));

    assertThat(store.find(named("a")).orElseThrow().file()).hasContent("good");
  }

  @Test
  void the_least_recently_used_states_are_forgotten() {
    IntStream.range(0, 32).forEach(i -> at(i).seal(named("s" + i), containing("x")));
    at(100).find(named("s0"));
    at(101).seal(named("new"), containing("x"));

    assertThat(at(102).find(named("s0"))).isPresent();
    assertThat(at(102).find(named("s1"))).isEmpty();
    assertThat(at(102).find(named("s2"))).isPresent();
    assertThat(at(102).find(named("new"))).isPresent();
  }

  @Test
  void what_a_killed_build_left_half_written_is_forgotten_in_time() throws IOException {
    Path left = Files.createFile(directory.resolve("x.0.part"));
    Files.setLastModifiedTime(left, FileTime.from(Instant.ofEpochSecond(1_000_000)));

    at(3000).seal(named("a"), containing("x"));
    assertThat(left).as("it may be another build's that is at work").exists();

    at(4000).seal(named("b"), containing("x"));
    assertThat(left).doesNotExist();
  }

  @Test
  void clearing_forgets_all_and_counts_them() {
    StateStore store = new StateStore(directory);
    store.seal(named("a"), containing("x"));
    store.seal(named("b"), containing("x"));

    assertThat(store.clear()).isEqualTo(2);
    assertThat(store.find(named("a"))).isEmpty();
    assertThat(new StateStore(directory.resolve("absent")).clear()).isZero();
  }

  @Test
  void a_folder_that_cannot_be_used_is_named() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));

    assertThatThrownBy(() -> new StateStore(file).seal(named("a"), containing("x")))
        .isInstanceOfSatisfying(
            StageFailure.class,
            failure -> assertThat(failure.kind()).isEqualTo(FailureKind.CACHE_UNUSABLE))
        .hasMessageContaining(file.toString());
  }

  private StateStore at(int second) {
    return new StateStore(
        directory, Clock.fixed(Instant.ofEpochSecond(1_000_000 + second), ZoneOffset.UTC));
  }

  private static Fingerprint named(String name) {
    return Fingerprint.of(name).build();
  }

  private static Consumer<Path> containing(String text) {
    return file -> {
      try {
        Files.writeString(file, text);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }
}
