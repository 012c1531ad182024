// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.model.Progress;
import dev.dbagent.testing.RealEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Who shares a server, how long it lives, and what is left of it. */
@Execution(ExecutionMode.SAME_THREAD)
class LeaseIT {

  private static final long BEARABLE_NANOS = 3_000_000_000L;

  @TempDir static Path cache;
  private static Path state;

  @BeforeAll
  static void seal() {
    state = cache.resolve("test.state");
    EmbeddedPostgres engine =
        EmbeddedPostgres.of(
            new PostgresSettings(RealEngine.NEWEST, cache, "app"),
            RealEngine.artifacts(),
            Progress.silent());
    try (DatabaseServer server = engine.start()) {
      server.seal(state);
    }
  }

  /** A server of the test before this one would be joined. */
  @BeforeEach
  void beginWithNothing() throws Exception {
    awaitThat(() -> names(cache.resolve("work")).isEmpty());
  }

  /** What still runs would write into a folder that is being deleted. */
  @AfterAll
  static void endWithNothing() throws Exception {
    awaitThat(() -> names(cache.resolve("work")).isEmpty());
  }

  @Test
  void those_who_begin_at_once_share_one_server() throws Exception {
    List<Process> begun = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      begun.add(Lessee.begin(cache, state));
    }
    List<Lessee> lessees = new ArrayList<>();
    for (Process each : begun) {
      lessees.add(Lessee.of(each));
    }

    assertThat(lessees).extracting(Lessee::server).containsOnly(lessees.get(0).server());
    assertThat(names(cache.resolve("work"))).hasSize(1);
    lessees.forEach(Lessee::close);
    assertNothingIsLeftOf(lessees.get(0));
  }

  @Test
  void the_server_outlives_whoever_started_it_and_goes_with_the_last() throws Exception {
    Lessee first = Lessee.of(Lessee.begin(cache, state));
    Lessee second = Lessee.of(Lessee.begin(cache, state));
    ProcessHandle watchdog = first.watchdog();

    first.jvm().destroyForcibly().waitFor();
    Lessee third = Lessee.of(Lessee.begin(cache, state));

    assertThat(third.server()).isEqualTo(first.server());
    assertThat(new Leftovers(cache.resolve("work"), Progress.silent()).builds())
        .containsExactly(watchdog.pid());
    second.jvm().destroyForcibly().waitFor();
    assertStillAnswers(third);
    third.jvm().destroyForcibly();
    assertNothingIsLeftOf(third);
    awaitThat(() -> !runs(watchdog));
  }

  @Test
  void letting_go_is_enough() throws Exception {
    Lessee lessee = Lessee.of(Lessee.begin(cache, state));

    lessee.jvm().getOutputStream().close();

    assertThat(lessee.jvm().waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(lessee.jvm().exitValue()).isZero();
    assertNothingIsLeftOf(lessee);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void what_a_terminal_sends_to_the_build_does_not_reach_the_server() throws Exception {
    try (Lessee lessee = Lessee.of(Lessee.begin(cache, state))) {
      String session = field(lessee.server(), 5);

      assertThat(session)
          .isEqualTo(field(lessee.watchdog(), 5))
          .isNotEqualTo(field(ProcessHandle.current(), 5));
      assertThat(field(lessee.server(), 4)).isNotEqualTo(field(ProcessHandle.current(), 4));
    }
  }

  @Test
  void a_server_that_died_is_not_joined() throws Exception {
    Lessee first = Lessee.of(Lessee.begin(cache, state));
    first.server().destroyForcibly();
    first.server().onExit().get(5, TimeUnit.SECONDS);

    try (Lessee second = Lessee.of(Lessee.begin(cache, state))) {
      assertThat(second.server()).isNotEqualTo(first.server());
      assertStillAnswers(second);
    }
    first.jvm().destroyForcibly();
    assertNothingIsLeftOf(first);
  }

  @Test
  void a_watchdog_that_was_killed_keeps_nobody_waiting_and_is_swept_up_after() throws Exception {
    Lessee first = Lessee.of(Lessee.begin(cache, state));
    ProcessHandle watchdog = first.watchdog();
    watchdog.destroyForcibly();
    watchdog.onExit().get(5, TimeUnit.SECONDS);
    first.jvm().destroyForcibly().waitFor();
    assertThat(first.server().isAlive()).isTrue();

    try (Lessee second = Lessee.of(Lessee.begin(cache, state))) {
      assertThat(second.server()).isNotEqualTo(first.server());
      assertNothingIsLeftOf(first);
    }
  }

  /** One leaves while the next one comes: it gets a server that stays, old or new. */
  @Test
  void coming_and_leaving_do_not_meet() throws Exception {
    Lessee current = Lessee.of(Lessee.begin(cache, state));
    for (int i = 0; i < 4; i++) {
      Process next = Lessee.begin(cache, state);
      // Some time before the next one asks, at another moment in each round.
      while (next.info().totalCpuDuration().map(cpu -> cpu.toMillis()).orElse(0L) < 90L * i) {
        Thread.onSpinWait();
      }
      current.close();
      current = Lessee.of(next);
      assertStillAnswers(current);
    }
    current.close();
    assertNothingIsLeftOf(current);
  }

  private static void assertStillAnswers(Lessee lessee) throws IOException {
    lessee.jvm().getOutputStream().write('\n');
    lessee.jvm().getOutputStream().flush();
    assertThat(lessee.jvm().isAlive()).isTrue();
    assertThat(lessee.server().isAlive()).isTrue();
  }

  private static void assertNothingIsLeftOf(Lessee lessee) throws Exception {
    long deadline = System.nanoTime() + BEARABLE_NANOS;
    while (System.nanoTime() < deadline
        && (lessee.server().isAlive() || Files.exists(lessee.folder()))) {
      Thread.onSpinWait();
    }
    assertThat(lessee.server().isAlive()).isFalse();
    assertThat(lessee.folder()).doesNotExist();
    assertThat(sharedMemoryOf(lessee.server())).isEmpty();
  }

  /** proc_sysvipc(5): key, id, mode, size, pid of the creator, and more. */
  private static List<String> sharedMemoryOf(ProcessHandle server) throws IOException {
    Path segments = Path.of("/proc/sysvipc/shm");
    String creator = Long.toString(server.pid());
    return Files.exists(segments)
        ? Files.readAllLines(segments).stream()
            .filter(line -> line.strip().split(" +", 6)[4].equals(creator))
            .toList()
        : List.of();
  }

  /** proc_pid_stat(5): the fifth field is the process group, the sixth the session, from 0. */
  private static String field(ProcessHandle process, int index) throws IOException {
    String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
    return stat.substring(stat.lastIndexOf(')') - 1).split(" ", -1)[index - 1];
  }

  /** A process that has ended but whose new parent has not looked yet does not count. */
  private static boolean runs(ProcessHandle process) throws IOException {
    try {
      Path status = Path.of("/proc", Long.toString(process.pid()), "status");
      return process.isAlive() && !Files.readString(status).contains("State:\tZ");
    } catch (NoSuchFileException e) {
      return process.isAlive() && !Files.exists(Path.of("/proc/self"));
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(path -> path.getFileName().toString()).toList();
    }
  }

  private interface Condition {
    boolean holds() throws IOException;
  }

  private static void awaitThat(Condition condition) throws IOException {
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (!condition.holds()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }
}
