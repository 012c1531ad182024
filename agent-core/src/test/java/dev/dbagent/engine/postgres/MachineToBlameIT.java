// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Progress;
import dev.dbagent.model.StageFailure;
import dev.dbagent.testing.RealEngine;
import dev.dbagent.testing.SmallDisk;
import dev.dbagent.testing.Traces;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts that fail because of what surrounds them, on the real engine. */
class MachineToBlameIT {

  private static final Account NAMELESS = new Account(null, 4711, 4711);
  private static final Account NOBODY = new Account("nobody", 65534, 65534);
  private static final PrivilegeLadder STANDARD = PrivilegeLadder.standard();

  /** One for all that get as far as programs: what a cache holds is made once. */
  @TempDir static Path shared;

  @TempDir Path folder;

  private Path cache;

  @BeforeEach
  void open() throws IOException {
    Folders.allow(folder, Folders.PASSABLE);
    Folders.allow(shared, Folders.PASSABLE);
    cache = folder.resolve("cache");
  }

  @Test
  void programs_cannot_be_run_from_a_disk_that_is_mounted_noexec() throws IOException {
    try (SmallDisk disk = SmallDisk.at(folder.resolve("disk"), "size=200m,noexec")) {
      StageFailure failure = refused(engine(disk.folder().resolve("cache"), STANDARD)::start);

      assertThat(failure.kind()).isEqualTo(FailureKind.CACHE_UNUSABLE);
      assertThat(failure)
          .hasMessage(
              "the cache folder %s/cache cannot be used: no program can be run from %s (tmpfs), which is mounted noexec"
                  .formatted(disk.folder(), disk.folder()));
    }
  }

  @Test
  void a_disk_that_is_read_only_is_told() throws IOException {
    try (SmallDisk disk = SmallDisk.at(folder.resolve("disk"), "size=64k")) {
      disk.change("ro");

      StageFailure failure = refused(engine(disk.folder().resolve("cache"), STANDARD)::start);

      assertThat(failure.kind()).isEqualTo(FailureKind.CACHE_UNUSABLE);
      assertThat(failure).hasMessageContaining("mounted read-only, " + disk.folder() + " (tmpfs)");
    }
  }

  @Test
  void a_library_that_is_missing_is_named_even_to_root() throws IOException {
    EmbeddedPostgres engine = engine(cache, STANDARD);
    engine.start().close();
    Files.delete(only(engine.cache().binaries()).resolve("lib/libicui18n.so.60"));

    StageFailure failure = refused(engine::start);

    assertThat(failure.kind()).isEqualTo(FailureKind.SERVER_FAILED);
    assertThat(failure)
        .hasMessageEndingWith("cannot run here: the shared library libicui18n.so.60 is missing");
  }

  @Test
  void a_user_without_a_name_is_told_how_to_get_one() throws IOException {
    assumeRoot();

    // A name of its own, so that no data directory is at hand that somebody else has made.
    PostgresSettings settings = new PostgresSettings(RealEngine.NEWEST, shared, "nameless");

    StageFailure failure = refused(engine(settings, only(Rung.SETPRIV, NAMELESS))::start);

    assertThat(failure.kind()).isEqualTo(FailureKind.SERVER_FAILED);
    assertThat(failure)
        .hasMessage("initdb refuses to run as uid 4711, which /etc/passwd does not know");
    assertThat(failure.facts().notes().get(0)).contains("'build:x:4711:");
  }

  @Test
  void a_folder_that_the_server_s_user_cannot_pass_is_named() throws IOException {
    assumeRoot();
    engine(shared, STANDARD).start().close();
    Path closed = Folders.create(folder.resolve("closed"), Folders.OWNER_ONLY);
    Folders.create(closed.resolve("cache"), Folders.PASSABLE);
    Files.createSymbolicLink(closed.resolve("cache/binaries"), shared.resolve("binaries"));

    StageFailure failure =
        refused(engine(closed.resolve("cache"), only(Rung.SETPRIV, NOBODY))::start);

    assertThat(failure.kind()).isEqualTo(FailureKind.NO_WAY_TO_DROP_ROOT);
    assertThat(failure.facts().notes())
        .containsExactly(
            "Uid 65534 cannot pass %s (rwx------): a cache folder that every user can reach may do."
                .formatted(closed));
  }

  @Test
  void a_cache_of_another_user_is_told_with_both_names() throws IOException {
    assumeRoot();
    OtherUser user = OtherUser.of(NOBODY, folder);
    Folders.create(cache, "rwxr-xr-x");

    assertThat(user.attemptToStart(cache))
        .isEqualTo(
            """
            CACHE_UNUSABLE: the cache folder %s cannot be used: permission denied at %s/binaries
            %s belongs to root (rwxr-xr-x); this build runs as nobody (uid 65534).
            """
                .formatted(cache, cache, cache));
  }

  @Test
  void a_kernel_without_shared_memory_identifiers_is_no_full_disk() throws IOException {
    assumeRoot();
    // In an IPC namespace of its own, in which there may be none.
    StageFailure failure =
        refusedLaunch("unshare -i sh -c 'echo 0 >/proc/sys/kernel/shmmni && exec \"$0\" \"$@\"'");

    assumeTrue(!String.valueOf(failure.getMessage()).contains("unshare"), "no IPC namespace");
    assertThat(failure.kind()).isEqualTo(FailureKind.SERVER_FAILED);
    assertThat(failure)
        .hasMessage(
            "PostgreSQL 18.6 cannot run here: the kernel has no identifier left for its shared memory");
    assertThat(failure.facts().notes().get(0)).contains("ipcs -m");
  }

  @Test
  void a_server_that_is_killed_while_it_starts_is_told_with_the_signal() throws IOException {
    assumeRoot();

    StageFailure failure =
        refusedLaunch(
            "sh -c 'case \"$*\" in *--single*) exec \"$0\" \"$@\";; *) kill -KILL $$;; esac'");

    assertThat(failure.kind()).isEqualTo(FailureKind.SERVER_FAILED);
    assertThat(failure).hasMessageStartingWith("PostgreSQL 18.6 did not start: ");
    assertThat(failure.facts().notes())
        .contains("It was ended by SIGKILL.")
        .anyMatch(note -> note.contains("memory"));
  }

  /** A container has 64 MB of it and may have none at all. */
  @Test
  void dev_shm_may_be_too_small_for_initdb_and_is_named_where_that_matters() throws Exception {
    assertThat(startWithoutSharedMemory(RealEngine.NEWEST)).isEqualTo("started\n");
    assertThat(startWithoutSharedMemory(RealEngine.OLDEST))
        .startsWith(
            "SERVER_FAILED: PostgreSQL 14.20 cannot run here: /dev/shm is too small, 4.1 kB of 4.1 kB"
                + " are free\n")
        .contains("--shm-size");
  }

  private static String startWithoutSharedMemory(String version) throws Exception {
    String script =
        "mount -t tmpfs -o size=4k tmpfs /dev/shm || { echo skip; exit; }; exec \"$0\" \"$@\"";
    ProcessBuilder attempt =
        new ProcessBuilder(
            "unshare",
            "-m",
            "/bin/sh",
            "-c",
            script,
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Dtest.binaries=" + System.getProperty("test.binaries"),
            "-cp",
            System.getProperty("java.class.path"),
            StartAttempt.class.getName(),
            shared.toString(),
            version);
    String said;
    try {
      Process process = attempt.redirectErrorStream(true).start();
      said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      said = "skip: " + e.getMessage();
    }
    assumeTrue(!said.contains("skip") && !said.startsWith("unshare"), said);
    return said;
  }

  /** What comes of a launch whose programs run below some words of a shell. */
  private StageFailure refusedLaunch(String words) throws IOException {
    EmbeddedPostgres engine = engine(shared, STANDARD);
    engine.start().close();
    String script =
        "exec " + words + " setpriv --reuid=65534 --regid=65534 --clear-groups \"$0\" \"$@\"";
    RunAs runAs = new RunAs("test", List.of("/bin/sh", "-c", script), NOBODY);
    ServerOptions options = new ServerOptions(PostgresVersion.parse(RealEngine.NEWEST));
    Programs programs = new Programs(only(engine.cache().binaries()), runAs, options);
    Launcher launcher = new Launcher(programs, engine.cache(), Launcher::freePort);
    return refused(() -> launcher.launch(only(engine.cache().templates()), "app"));
  }

  /** Another test may have brought an older version. */
  private static Path only(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(each -> each.toString().contains(RealEngine.NEWEST))
          .findFirst()
          .orElseThrow();
    }
  }

  private StageFailure refused(ThrowingCallable start) throws IOException {
    Traces traces = Traces.before();
    StageFailure failure = catchThrowableOfType(StageFailure.class, start);
    assertThat(failure).isNotNull();
    traces.assertNothingLeft(folder);
    traces.assertNothingLeft(shared);
    return failure;
  }

  private static void assumeRoot() {
    assumeTrue(ProcessUser.isRoot(), "only root becomes somebody else");
  }

  private static PrivilegeLadder only(Rung rung, Account account) {
    return new PrivilegeLadder(List.of(rung), STANDARD.searchPath(), account);
  }

  private static EmbeddedPostgres engine(Path cache, PrivilegeLadder ladder) {
    return engine(new PostgresSettings(RealEngine.NEWEST, cache, "app"), ladder);
  }

  private static EmbeddedPostgres engine(PostgresSettings settings, PrivilegeLadder ladder) {
    return EmbeddedPostgres.of(settings, ladder, RealEngine.artifacts(), Progress.silent());
  }
}
