// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.codegen;

import dev.dbagent.model.DiskFullException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Files that end in the middle. jOOQ writes through a PrintWriter, which swallows what the
 * operating system says; so a generation on a full disk ends well and leaves empty and cut files
 * behind.
 */
final class CutFiles {

  /** Of the blocks of a file system; where room ends, a file ends with a block. */
  private static final int BLOCK = 512;

  private CutFiles() {}

  /**
   * Refuses code that is not all there.
   *
   * @param staged the folder with what was generated
   * @param target where it was to go
   * @throws dev.dbagent.model.StageFailure of kind DISK_FULL
   */
  static void refuse(Path staged, Path target) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(staged)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      if (isCut(file)) {
        String part = "jOOQ could write only a part of " + staged.relativize(file);
        throw DiskFullException.failure(new IOException(part), target, "the generated code");
      }
    }
  }

  /** A source that ends with a block and not with a line was to go on. */
  private static boolean isCut(Path file) throws IOException {
    long size = Files.size(file);
    if (size % BLOCK != 0 || !file.toString().matches(".*\\.(java|kt|scala)")) {
      return false;
    }
    try (RandomAccessFile source = new RandomAccessFile(file.toFile(), "r")) {
      source.seek(Math.max(0, size - 1));
      return source.read() != '\n';
    }
  }
}
