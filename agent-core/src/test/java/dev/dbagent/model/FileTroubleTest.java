// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dbagent.testing.SmallDisk;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTroubleTest {

  @TempDir Path folder;

  @Test
  void says_what_java_s_types_mean() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    Path absent = folder.resolve("absent");

    assertThat(words(() -> Files.size(absent))).isEqualTo(absent + " does not exist");
    assertThat(words(() -> Files.createDirectories(file)))
        .isEqualTo(file + " is a file where a folder is needed");
    assertThat(words(() -> Files.createDirectory(folder))).isEqualTo(folder + " exists already");
    assertThat(words(() -> Files.newDirectoryStream(file))).isEqualTo(file + " is not a folder");
    assertThat(words(() -> Files.delete(folder))).isEqualTo(folder + " is not empty");
    assertThat(FileTrouble.words(new AccessDeniedException("/x")))
        .isEqualTo("permission denied at /x");
  }

  @Test
  void says_the_operating_system_s_words_where_there_is_no_type() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertThat(words(() -> Files.createFile(file.resolve("below"))))
        .startsWith(file.resolve("below") + ": ")
        .hasSizeGreaterThan(file.resolve("below").toString().length() + 5);
    assertThat(FileTrouble.words(new IOException("broken pipe"))).isEqualTo("broken pipe");
    assertThat(FileTrouble.words(new IOException())).isEqualTo("IOException");
  }

  @Test
  void says_that_a_file_system_is_read_only() throws IOException {
    try (SmallDisk disk = SmallDisk.at(folder.resolve("disk"), "size=64k")) {
      disk.change("ro");
      Path file = disk.folder().resolve("file");

      assertThat(words(() -> Files.createFile(file)))
          .isEqualTo(
              file
                  + " is on a file system that is mounted read-only, "
                  + disk.folder()
                  + " (tmpfs)");
    }
  }

  private static String words(ThrowingCallable work) {
    return FileTrouble.words(catchThrowableOfType(IOException.class, work));
  }
}
