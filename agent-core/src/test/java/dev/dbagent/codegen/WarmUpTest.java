// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WarmUpTest {

  /** In a worker's JVM nobody would hear that a new jOOQ wants something else. */
  @Test
  void comes_to_its_end_and_leaves_nothing() throws Exception {
    List<Path> before = files();

    new WarmUp().run();

    assertThat(files()).isEqualTo(before);
  }

  private static List<Path> files() throws Exception {
    try (Stream<Path> files = Files.list(Path.of(""))) {
      return files.sorted().toList();
    }
  }
}
