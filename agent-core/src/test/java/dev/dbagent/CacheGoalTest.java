// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbagent.cache.StateLabel;
import dev.dbagent.cache.StateStore;
import dev.dbagent.cache.StoreLimits;
import dev.dbagent.model.Fingerprint;
import dev.dbagent.model.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheGoalTest {

  private static final StoreLimits LIMITS = StoreLimits.of(500, 7);

  @TempDir Path folder;

  @Test
  void a_cache_that_does_not_exist_is_empty_and_is_not_made() {
    Path cache = folder.resolve("cache");

    assertThat(CacheGoal.describe(cache, LIMITS))
        .isEqualTo(
            """
            Cache %s

            States: 0 states, 0 bytes; what goals made of the same inputs: 0 bytes
            Kept: up to 500 MB, for 7 days since the last use
            Templates: 0 bytes; binaries: 0 bytes; records of what was verified last: 0 bytes; databases of failed tests: 0 bytes; classes of its JVMs: 0 bytes; spare data directories: 0 bytes
            Builds: no build works in it now"""
                .formatted(cache));
    assertThat(cache).doesNotExist();
  }

  @Test
  void states_parts_and_builds_at_work_are_told() throws IOException {
    StateStore store =
        new StateStore(folder.resolve("states"), StoreLimits.standard(), Progress.silent());
    Fingerprint name = Fingerprint.of("state").build();
    store.seal(
        name,
        new StateLabel(
            "org:shop:1", StateLabel.Kind.WHOLE, "V1__a.sql", "PostgreSQL 18.6", "1", "/x"),
        CacheGoalTest::pack);
    Files.write(Files.createDirectories(folder.resolve("templates")).resolve("t"), new byte[1500]);
    // A folder of a build that cannot be told dead, as one of this very process.
    long pid = ProcessHandle.current().pid();
    Files.createDirectories(folder.resolve("work").resolve(pid + "-0.scope.uuid"));

    assertThat(CacheGoal.describe(folder, LIMITS))
        .containsPattern(
            "org:shop:1 +all, to V1__a.sql +\\d+ bytes +just now +PostgreSQL 18.6 +"
                + name.abbreviated()
                + " +/x \\(gone\\)")
        .contains("States: 1 state, ", "Templates: 1.5 kB;", "Builds: at work now: process " + pid);
  }

  private static void pack(Path file) {
    try {
      Files.writeString(file, "data");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
