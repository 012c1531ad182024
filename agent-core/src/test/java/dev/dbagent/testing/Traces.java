// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What failures may leave behind on a machine: processes, folders, files half written, memory. */
public final class Traces {

  private static final Path SEGMENTS = Path.of("/proc/sysvipc/shm");
  private static final Duration BEARABLE = Duration.ofSeconds(3);

  private final Set<Long> processes = processes();
  private final Set<String> segments = Set.copyOf(segments());

  private Traces() {}

  /** Those that are no matter of what comes now. */
  public static Traces before() {
    return new Traces();
  }

  /**
   * Fails when there is anything new.
   *
   * @param cache must hold no work folder of this JVM, and nothing half written
   */
  public void assertNothingLeft(Path cache) throws IOException {
    assertThat(
            soonEmpty(() -> processes().stream().filter(pid -> !processes.contains(pid)).toList()))
        .as("processes")
        .isEmpty();
    assertThat(soonEmpty(() -> segments().stream().filter(id -> !segments.contains(id)).toList()))
        .as("System V memory that nobody uses")
        .isEmpty();
    String own = ProcessHandle.current().pid() + "-";
    try (Stream<Path> all = Files.walk(cache)) {
      assertThat(all.map(path -> path.getFileName().toString()))
          .noneMatch(name -> name.startsWith(own) || name.endsWith(".part"));
    }
  }

  /** Other tests of this machine may be about to clear away what is theirs. */
  private static List<?> soonEmpty(Supplier<List<?>> left) {
    long deadline = System.nanoTime() + BEARABLE.toNanos();
    List<?> seen = left.get();
    while (!seen.isEmpty() && System.nanoTime() < deadline) {
      Thread.onSpinWait();
      seen = left.get();
    }
    return seen;
  }

  private static Set<Long> processes() {
    return ProcessHandle.current()
        .descendants()
        .map(ProcessHandle::pid)
        .collect(Collectors.toSet());
  }

  /** proc_sysvipc(5): key, id, mode, size, pids, the number of processes that use it, and more. */
  private static List<String> segments() {
    List<String> unused = new ArrayList<>();
    try {
      if (Files.exists(SEGMENTS)) {
        for (String line : Files.readAllLines(SEGMENTS)) {
          String[] words = line.strip().split(" +", -1);
          if (words[6].equals("0")) {
            unused.add(words[1]);
          }
        }
      }
      return unused;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
