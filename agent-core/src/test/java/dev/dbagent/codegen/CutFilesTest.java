// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.codegen;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dbagent.model.FailureKind;
import dev.dbagent.model.StageFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CutFilesTest {

  @TempDir Path staged;

  @ParameterizedTest
  @CsvSource({"Empty.java, 0", "Cut.java, 8192", "Cut.kt, 4096", "Cut.scala, 512"})
  void a_source_that_ends_with_a_block_is_refused(String name, int size) throws IOException {
    Files.writeString(Files.createDirectory(staged.resolve("p")).resolve(name), "x".repeat(size));

    assertThatExceptionOfType(StageFailure.class)
        .isThrownBy(() -> CutFiles.refuse(staged, staged))
        .withStackTraceContaining("jOOQ could write only a part of " + Path.of("p", name))
        .extracting(StageFailure::kind)
        .isEqualTo(FailureKind.DISK_FULL);
  }

  @Test
  void what_ends_with_a_line_or_is_no_source_is_let_pass() throws IOException {
    Files.writeString(staged.resolve("Whole.java"), "x".repeat(8191) + "\n");
    Files.writeString(staged.resolve("Odd.java"), "x".repeat(8191));
    Files.writeString(staged.resolve("empty.properties"), "");

    assertThatCode(() -> CutFiles.refuse(staged, staged)).doesNotThrowAnyException();
  }
}
