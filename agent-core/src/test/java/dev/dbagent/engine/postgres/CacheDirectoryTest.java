// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.dbagent.model.FailureKind;
import dev.dbagent.model.StageFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheDirectoryTest {

  private static final Path HOME = Path.of("/home/ann");

  @TempDir Path folder;

  @Test
  void a_user_s_is_where_the_system_keeps_caches() {
    assertThat(CacheDirectory.ofUser("Linux", HOME, name -> null))
        .isEqualTo(Path.of("/home/ann/.cache/db-agent"));
    assertThat(CacheDirectory.ofUser("Linux", HOME, Map.of("XDG_CACHE_HOME", "/c")::get))
        .isEqualTo(Path.of("/c/db-agent"));
    assertThat(CacheDirectory.ofUser("Linux", HOME, Map.of("XDG_CACHE_HOME", "c")::get))
        .as("a relative path is to be ignored, says the XDG specification")
        .isEqualTo(Path.of("/home/ann/.cache/db-agent"));
    assertThat(CacheDirectory.ofUser("Mac OS X", HOME, name -> null))
        .isEqualTo(Path.of("/home/ann/Library/Caches/db-agent"));
    assertThat(CacheDirectory.ofUser("Windows 11", HOME, Map.of("LOCALAPPDATA", "/l")::get))
        .isEqualTo(Path.of("/l/db-agent"));
  }

  @Test
  void root_s_can_be_passed_but_not_listed() throws IOException {
    assumeTrue(ProcessUser.isRoot());
    CacheDirectory cache =
        CacheDirectory.ofRoot(folder.resolve("preferred"), folder.resolve("fallback"));
    cache.prepare();

    assertThat(cache.root()).isEqualTo(folder.resolve("preferred"));
    assertThat(permissions(cache.root())).isEqualTo("rwx--x--x");
    assertThat(permissions(cache.work())).isEqualTo("rwx--x--x");
    assertThat(permissions(cache.states())).isEqualTo("rwx------");
    assertThat(permissions(cache.verified())).isEqualTo("rwx------");
    assertThat(permissions(cache.templates())).isEqualTo("rwx------");
  }

  @Test
  void root_falls_back_when_the_preferred_one_cannot_be_made() {
    assumeTrue(ProcessUser.isRoot());

    assertThat(CacheDirectory.ofRoot(folder.resolve("no/such/parent"), folder.resolve("f")).root())
        .isEqualTo(folder.resolve("f"));
  }

  @Test
  void root_uses_no_folder_that_others_can_write_or_own() throws IOException {
    assumeTrue(ProcessUser.isRoot());
    Path writable = Folders.create(folder.resolve("writable"), "rwxrwxrwx");
    Path foreign = Folders.create(folder.resolve("foreign"), "rwx------");
    Files.setAttribute(foreign, "unix:uid", 65534);
    Path link = Files.createSymbolicLink(folder.resolve("link"), foreign);

    for (Path trap : new Path[] {writable, foreign, link}) {
      assertThatExceptionOfType(StageFailure.class)
          .isThrownBy(() -> CacheDirectory.ofRoot(trap, folder.resolve("fallback")))
          .withMessageContaining(trap.toString())
          .withMessageContaining("others than root")
          .extracting(StageFailure::kind)
          .isEqualTo(FailureKind.CACHE_UNUSABLE);
    }
  }

  @Test
  void a_file_where_a_folder_is_needed_is_told_with_its_owner() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");

    assertThatExceptionOfType(StageFailure.class)
        .isThrownBy(() -> new CacheDirectory(file).prepare())
        .withMessage(
            "the cache folder %s cannot be used: %s is a file where a folder is needed"
                .formatted(file, file))
        .satisfies(
            e -> {
              assertThat(e.kind()).isEqualTo(FailureKind.CACHE_UNUSABLE);
              assertThat(e.facts().notes())
                  .containsExactly(
                      "%s belongs to %s (rw-r--r--); this build runs as %s."
                          .formatted(file, Files.getOwner(file), ProcessUser.description()));
            });
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
