// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.outputs;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class TickWatchTest {

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void a_file() throws IOException {
    file = Files.writeString(folder.resolve("a"), "1");
  }

  /** Windows does not tell devices apart. */
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void what_is_written_afterwards_is_younger() throws IOException {
    long youngest = time(file) + MILLISECONDS.toNanos(8);

    assertThat(TickWatch.sawNext(folder, List.of(file), youngest)).isTrue();

    Files.writeString(file, "2");
    assertThat(time(file)).isGreaterThan(youngest);
    assertThat(folder.toFile().list()).as("nothing is left").containsExactly("a");
  }

  @Test
  void nothing_is_certain_that_takes_long() throws IOException {
    long youngest = time(file) + MILLISECONDS.toNanos(3_600_000);

    assertThat(TickWatch.sawNext(folder, List.of(file), youngest)).isFalse();
    assertThat(folder.toFile().list()).as("nothing is left").containsExactly("a");
  }

  @Test
  void nothing_is_certain_where_nothing_can_be_written() throws IOException {
    assertThat(TickWatch.sawNext(folder.resolve("missing"), List.of(file), time(file))).isFalse();
  }

  /** Each file system may have a clock of its own. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void nothing_is_certain_of_files_elsewhere() throws IOException {
    Path elsewhere = Path.of("/proc/self/stat");
    assumeThat(Files.exists(elsewhere)).isTrue();

    assertThat(TickWatch.sawNext(folder, List.of(file), time(file))).isTrue();
    assertThat(TickWatch.sawNext(folder, List.of(file, elsewhere), time(file))).isFalse();
  }

  private static long time(Path path) throws IOException {
    return Files.getLastModifiedTime(path).to(NANOSECONDS);
  }
}
