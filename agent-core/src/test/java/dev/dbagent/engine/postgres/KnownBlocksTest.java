// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownBlocksTest {

  private static final byte[] PACKED = new byte[1 << 20];

  @TempDir Path folder;

  /** Part of a file is not enough: of a large directory nothing is kept, however large it is. */
  @Test
  void of_a_large_directory_there_are_none() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    KnownBlocks.mark(file);
    KnownBlocks unpacked = new KnownBlocks();
    for (int megabytes = 1; megabytes <= 5 * 1024; megabytes++) {
      unpacked.add(
          new KnownBlocks.Block(PACKED, List.of(new PackedBlock.Part("file", megabytes, 1))));

      boolean isSmall = megabytes <= 16;
      assertThat(unpacked.blocks()).hasSize(isSmall ? megabytes : 0);
      assertThat(unpacked.sizeIfUnwritten("file", file.toFile()))
          .isEqualTo(isSmall ? (long) megabytes : null);
    }
  }
}
