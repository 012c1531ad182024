// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.dbagent.testing.SmallDisk;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiskFullExceptionTest {

  private static final Path ALWAYS_FULL = Path.of("/dev/full");

  @TempDir Path folder;

  @Test
  void tells_where_what_and_how_full() throws IOException {
    try (SmallDisk disk = SmallDisk.at(folder.resolve("disk"), "size=64k")) {
      IOException thrown = overflow(disk.folder().resolve("file"));

      StageFailure failure = behind(thrown, disk.folder()).orElseThrow();

      assertThat(failure.kind()).isEqualTo(FailureKind.DISK_FULL);
      assertThat(failure)
          .hasMessage(
              "no space left on %s (tmpfs) for the test in %s: 0 bytes of 66 kB are free"
                  .formatted(disk.folder(), disk.folder()));
      assertThat(failure.facts().notes()).isEmpty();
      assertThat(failure.getCause())
          .isInstanceOfSatisfying(
              DiskFullException.class, full -> assertThat(full.folder()).isEqualTo(disk.folder()))
          .hasCause(thrown);
    }
  }

  @Test
  void finds_it_below_other_exceptions() {
    IOException thrown = new IOException("No space left on device");
    RuntimeException wrapped = new IllegalStateException(new UncheckedIOException(thrown));

    assertThat(behind(wrapped, folder)).isPresent();
    assertThat(behind(new IllegalStateException("No space left on device"), folder)).isEmpty();
  }

  @Test
  void a_quota_is_called_so() {
    IOException thrown = new FileSystemException("/x", null, "Disk quota exceeded");

    assertThat(behind(thrown, folder).orElseThrow())
        .hasMessageStartingWith("no disk quota left on");
  }

  @Test
  void room_that_is_there_is_wondered_at() {
    IOException thrown = new IOException("No space left on device");

    assertThat(behind(thrown, folder).orElseThrow().facts().notes())
        .singleElement()
        .asString()
        .contains("df -i");
  }

  @Test
  void inodes_are_room_too() throws IOException {
    try (SmallDisk disk = SmallDisk.at(folder.resolve("disk"), "size=64m,nr_inodes=4")) {
      IOException thrown =
          catchThrowableOfType(
              IOException.class,
              () -> {
                for (int i = 0; i < 9; i++) {
                  Files.createDirectory(disk.folder().resolve("d" + i));
                }
              });

      assertThat(behind(thrown, disk.folder()).orElseThrow().facts().notes()).hasSize(1);
    }
  }

  @Test
  void where_the_words_are_unknown_the_room_decides() throws IOException {
    IOException little = new IOException("plein");
    try (SmallDisk disk = SmallDisk.at(folder.resolve("disk"), "size=128k")) {
      assertThat(behind(little, disk.folder())).isEmpty();

      disk.leave(0);

      assertThat(behind(little, disk.folder())).isPresent();
      assertThat(behind(new FileSystemException("/x", null, "plein"), disk.folder())).isPresent();
      assertThat(behind(new AccessDeniedException("/x"), disk.folder()))
          .as("that names another reason")
          .isEmpty();
      assertThat(behind(new ZipException("cut"), disk.folder())).isEmpty();
    }
  }

  /** glibc's strerror(3) speaks the user's language, and so does Java. */
  @ParameterizedTest
  @ValueSource(strings = {"de_DE", "pl_PL"})
  void is_understood_in_the_user_s_language(String locale) throws Exception {
    assumeTrue(Files.exists(ALWAYS_FULL), "no /dev/full");
    Path locales = Files.createDirectory(folder.resolve("locales"));
    ProcessBuilder compile =
        new ProcessBuilder(
            "localedef",
            "-i",
            locale,
            "-f",
            "UTF-8",
            locales.resolve(locale + ".UTF-8").toString());
    assumeTrue(exitStatus(compile) == 0, "localedef cannot make " + locale);
    ProcessBuilder java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Overflow.class.getName())
            .redirectErrorStream(true);
    java.environment().put("LOCPATH", locales.toString());
    java.environment().put("LC_ALL", locale + ".UTF-8");
    Process process = java.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assumeTrue(!said.contains("No space left"), "no translations are installed: " + said);
    assertThat(said).contains("understood true").doesNotContain("No space left");
  }

  /** A program that writes to a full file, and tells whether it understood why it could not. */
  static final class Overflow {

    private Overflow() {}

    public static void main(String[] args) {
      IOException e = overflow(ALWAYS_FULL);
      boolean understood = behind(e, Path.of("/")).isPresent();
      System.out.println(e.getMessage() + ": understood " + understood);
    }
  }

  private static int exitStatus(ProcessBuilder command) throws InterruptedException {
    try {
      return command
          .redirectErrorStream(true)
          .redirectOutput(new File("/dev/null"))
          .start()
          .waitFor();
    } catch (IOException e) {
      return -1;
    }
  }

  private static IOException overflow(Path file) {
    try (OutputStream out =
        Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      byte[] page = new byte[4096];
      while (true) {
        out.write(page);
      }
    } catch (IOException e) {
      return e;
    }
  }

  private static Optional<StageFailure> behind(Throwable thrown, Path folder) {
    return DiskFullException.failureBehind(thrown, folder, "the test");
  }
}
