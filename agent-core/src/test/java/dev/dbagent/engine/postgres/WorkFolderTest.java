// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkFolderTest {

  @TempDir Path folder;

  @Test
  void of_a_long_log_the_first_and_the_last_are_read() throws IOException {
    WorkFolder work = new WorkFolder(folder);
    assertThat(work.said()).isEmpty();

    Files.writeString(work.log(), "one\ntwo\n");
    assertThat(work.said()).isEqualTo("one\ntwo\n");

    Files.writeString(work.log(), "first\n" + "x".repeat(300_000) + "\nlast\n");
    assertThat(work.said()).hasSize(300_012);

    Files.writeString(work.log(), "first\n" + "x".repeat(5_000_000) + "\nlast\n");
    assertThat(work.said()).startsWith("first\n").endsWith("\nlast\n").hasSize(2 << 18);
  }
}
