// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.model.Progress;
import dev.dbagent.testing.RealEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is left when JVMs die. */
class WatchdogIT {

  private static final Duration BEARABLE = Duration.ofSeconds(3);

  /** One for all: what a cache holds is made once. */
  @TempDir static Path cache;

  @TempDir Path folder;

  @Test
  void nothing_survives_a_killed_jvm_for_long() throws Exception {
    try (HeldServer held = HeldServer.start(cache)) {
      List<ProcessHandle> processes = held.processes();
      assertThat(processes).contains(held.server());

      held.jvm().destroyForcibly();

      assertAllEndSoon(processes);
      assertThat(held.folder()).doesNotExist();
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void a_server_that_does_not_listen_is_killed_too() throws Exception {
    try (HeldServer held = HeldServer.start(cache)) {
      assertThat(sharedMemoryOf(held.server())).hasSize(1);
      List<ProcessHandle> processes = held.processes();
      new ProcessBuilder("kill", "-STOP", Long.toString(held.server().pid())).start().waitFor();

      held.jvm().destroyForcibly();

      assertAllEndSoon(processes);
      assertThat(held.folder()).doesNotExist();
      assertThat(sharedMemoryOf(held.server())).isEmpty();
    }
  }

  @Test
  void the_next_start_sweeps_what_a_killed_watchdog_could_not() throws Exception {
    try (HeldServer held = HeldServer.start(cache)) {
      ProcessHandle watchdog = held.watchdog();
      watchdog.destroyForcibly();
      watchdog.onExit().get(5, TimeUnit.SECONDS);
      held.jvm().destroyForcibly().waitFor();
      assertThat(held.server().isAlive()).isTrue();
      assertThat(held.folder()).exists();

      try (DatabaseServer next = engine(cache).start()) {
        assertThat(next).isNotNull();
        assertThat(held.server().isAlive()).isFalse();
        assertThat(held.folder()).doesNotExist();
      }
    }
  }

  @Test
  void closing_ends_a_server_whose_watchdog_was_killed() throws Exception {
    PostgresServer server = (PostgresServer) engine(cache).start();
    WorkFolder work = server.running().folder();
    ProcessHandle process = ProcessHandle.of(work.serverPid().orElseThrow()).orElseThrow();
    ProcessHandle watchdog = process.parent().flatMap(ProcessHandle::parent).orElseThrow();
    watchdog.destroyForcibly();
    watchdog.onExit().get(5, TimeUnit.SECONDS);

    server.close();

    assertAllEndSoon(List.of(process));
    assertThat(work.path()).doesNotExist();
  }

  @Test
  void clearing_spares_what_a_running_server_needs() throws Exception {
    CacheDirectory own = new CacheDirectory(folder.resolve("own"));
    try (PostgresServer server = (PostgresServer) engine(own.root()).start()) {
      assertThat(own.clear()).isFalse();

      assertThat(own.templates()).doesNotExist();
      assertThat(own.binaries()).isNotEmptyDirectory();
      assertThat(server.running().folder().data()).exists();
    }
    assertThat(own.clear()).isTrue();
    assertThat(own.binaries()).doesNotExist();
  }

  @Test
  void a_living_jvm_s_folder_is_never_swept() throws Exception {
    try (HeldServer held = HeldServer.start(cache);
        DatabaseServer mine = engine(cache).start()) {
      new Leftovers(cache.resolve("work"), Progress.silent()).sweep();

      assertThat(held.server().isAlive()).isTrue();
      assertThat(held.folder()).exists();
      assertThat(((PostgresServer) mine).running().folder().path()).exists();
    }
  }

  @Test
  void a_pid_that_has_come_back_is_not_the_jvm_that_died() throws IOException {
    Path work = Files.createDirectories(folder.resolve("work"));
    ProcessHandle me = ProcessHandle.current();
    ProcessId earlier = new ProcessId(me.pid(), ProcessId.of(me).started() - 60_000);
    Path left = work.resolve(earlier + "." + WorkFolders.scope() + ".x");
    Path mine = work.resolve(ProcessId.of(me) + "." + WorkFolders.scope() + ".x");
    Path elsewhere = work.resolve(earlier + ".00000000.x");
    Path unknown = work.resolve("unknown");
    for (Path each : List.of(left, mine, elsewhere, unknown)) {
      Files.createDirectories(each.resolve("data"));
    }

    new Leftovers(work, Progress.silent()).sweep();

    assertThat(left).doesNotExist();
    assertThat(List.of(mine, elsewhere, unknown)).allSatisfy(kept -> assertThat(kept).exists());
  }

  @Test
  @EnabledIf("isRoot")
  void an_ordinary_user_needs_no_ladder() throws Exception {
    Account nobody = new Account("nobody", 65534, 65534);
    OtherUser user = OtherUser.of(nobody, folder);
    Path home = Folders.create(folder.resolve("home"), Folders.OWNER_ONLY);
    new RunAs("test", List.of(), nobody).ownAll(home);
    try (HeldServer held =
        HeldServer.start(
            user.prefix(),
            user.classPath(),
            home.resolve("cache"),
            "-Duser.timezone=Asia/Kolkata",
            "-Dtest.binaries=" + user.library())) {
      assertThat(held.timeZone()).isEqualTo("UTC");
      assertThat(ProcessUser.uidOf(held.folder().resolve("data"))).isEqualTo(nobody.uid());
      List<ProcessHandle> processes = held.processes();

      held.jvm().destroyForcibly();

      assertAllEndSoon(processes);
      assertThat(held.folder()).doesNotExist();
    }
  }

  private static void assertAllEndSoon(List<ProcessHandle> processes) throws Exception {
    long deadline = System.nanoTime() + BEARABLE.toNanos();
    while (processes.stream().anyMatch(WatchdogIT::runs) && System.nanoTime() < deadline) {
      Thread.sleep(10);
    }
    assertThat(processes).noneMatch(WatchdogIT::runs);
  }

  /** A process that has ended but whose new parent has not looked yet does not count. */
  private static boolean runs(ProcessHandle process) {
    try {
      Path status = Path.of("/proc", Long.toString(process.pid()), "status");
      return process.isAlive() && !Files.readString(status).contains("State:\tZ");
    } catch (IOException e) {
      return process.isAlive();
    }
  }

  /** proc_sysvipc(5): key, id, mode, size, pid of the creator, and more. */
  private static List<String> sharedMemoryOf(ProcessHandle server) throws IOException {
    String creator = Long.toString(server.pid());
    return Files.readAllLines(Path.of("/proc/sysvipc/shm")).stream()
        .filter(line -> line.strip().split(" +", 6)[4].equals(creator))
        .toList();
  }

  private static EmbeddedPostgres engine(Path cache) {
    return EmbeddedPostgres.of(
        new PostgresSettings(RealEngine.NEWEST, cache, "app"),
        RealEngine.artifacts(),
        Progress.silent());
  }

  static boolean isRoot() {
    return ProcessUser.isRoot();
  }
}
