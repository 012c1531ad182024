// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbagent.testing.SampleProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InputKeyTest {

  private static final int MEGABYTE = 1 << 20;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1, MEGABYTE - 1, MEGABYTE, MEGABYTE + 1, 3 * MEGABYTE})
  void the_last_byte_of_a_file_of_any_size_counts(int size) {
    byte[] content = new byte[size];
    SampleProject project = new SampleProject(folder).file("migration/V1__a.sql", content);
    String checksum = checksum(project);
    String key = key(project);
    assertThat(checksum(project)).isEqualTo(checksum);
    assertThat(key(project)).isEqualTo(key);

    content[size - 1] = 1;
    project.file("migration/V1__a.sql", content);

    assertThat(checksum(project)).isNotEqualTo(checksum);
    assertThat(key(project)).isNotEqualTo(key);
    assertThat(InputNames.read(project.settings()).checksum()).isEqualTo(checksum(project));
  }

  @Test
  void a_file_that_is_gone_is_not_an_empty_one() throws IOException {
    SampleProject project = new SampleProject(folder).file("migration/V1__a.sql", "");
    String empty = checksum(project);

    Files.delete(folder.resolve("migration/V1__a.sql"));

    assertThat(checksum(project)).isNotEqualTo(empty);
  }

  /** Where a container sets no locale, that is each name beyond ASCII. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void a_file_counts_whose_name_is_no_text_in_the_locale() throws Exception {
    SampleProject project = new SampleProject(folder).file("migration/V1__a.sql", "SELECT 1");
    write("one");
    String checksum = checksum(project);
    String key = key(project);

    write("two");

    assertThat(checksum(project)).isNotEqualTo(checksum);
    assertThat(key(project)).isNotEqualTo(key);
  }

  private void write(String content) throws Exception {
    String script = "printf \"$2\" > \"$1/migration/$(printf 'V2__\\374.sql')\"";
    int status =
        new ProcessBuilder("sh", "-c", script, "sh", folder.toString(), content).start().waitFor();
    assertThat(status).isZero();
  }

  @Test
  void what_is_wrong_with_the_inputs_is_for_the_goal_to_tell() {
    SampleProject project =
        new SampleProject(folder)
            .set("flyway.locations", "filesystem:nowhere,s3:bucket")
            .set("initScript", "missing.sql")
            .set("postgresVersion", "nonsense");

    assertThat(checksum(project)).isNotEmpty();
  }

  private static String checksum(SampleProject project) {
    return InputKey.checksum(project.settings());
  }

  private static String key(SampleProject project) {
    return InputNames.read(project.settings()).key().hex();
  }
}
