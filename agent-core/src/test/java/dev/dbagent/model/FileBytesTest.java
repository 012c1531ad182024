// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class FileBytesTest {

  @TempDir Path folder;

  @Test
  void a_file_is_read_to_its_end() throws IOException {
    byte[] content = new byte[100_000];
    content[99_999] = 1;
    Path file = Files.write(folder.resolve("a"), content);

    assertThat(FileBytes.of(file)).isEqualTo(content);
  }

  @Test
  void of_a_file_that_cannot_be_read_the_reason_is_told() {
    Path missing = folder.resolve("b");

    assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> FileBytes.of(missing));
  }

  @Test
  void a_file_may_lie_in_a_jar() throws IOException {
    try (FileSystem jar =
        FileSystems.newFileSystem(folder.resolve("a.jar"), Map.of("create", "true"))) {
      Path file = Files.writeString(jar.getPath("/a.sql"), "SELECT 1");

      assertThat(FileBytes.of(file)).isEqualTo("SELECT 1".getBytes(UTF_8));
    }
  }

  /** As any name beyond ASCII is where a container sets no locale. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void a_name_need_not_be_text_in_the_locale() throws Exception {
    String script = "printf content > \"$1/$(printf 'a\\374.sql')\"";
    int status = new ProcessBuilder("sh", "-c", script, "sh", folder.toString()).start().waitFor();
    assertThat(status).isZero();

    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      Path file = files.iterator().next();
      assertThat(file.toFile()).as("out of reach").doesNotExist();

      assertThat(FileBytes.of(file)).isEqualTo("content".getBytes(UTF_8));
    }
  }
}
