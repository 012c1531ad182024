// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The blocks from which a directory was unpacked: those of which nobody has changed a file since
 * need not be packed anew. Whoever writes to a file gives it the time of that moment (POSIX, {@code
 * write}), and what was just unpacked has a time that no such moment can have.
 */
final class UnpackedBlocks {

  /** What there is of a directory that was not unpacked, or of a large one. */
  static final UnpackedBlocks NONE = new UnpackedBlocks();

  /** As much as is kept in memory, packed; that of 1,000 migrations is 3 MB. */
  private static final int ROOM = 1 << 24;

  private static final FileTime UNWRITTEN = FileTime.fromMillis(86_400_000);

  /** Of each data directory that was in use a server writes this file. */
  private static final String ALWAYS_WRITTEN = "global/pg_control";

  private final List<Block> blocks = new ArrayList<>();
  private final Map<String, Long> sizes = new HashMap<>();
  private long size;

  UnpackedBlocks() {}

  /** A block as it lies in a packed file. */
  static final class Block {

    private final byte[] packed;
    private final List<PackedBlock.Part> parts;

    /**
     * @param packed its bytes, which nobody changes
     */
    Block(byte[] packed, List<PackedBlock.Part> parts) {
      this.packed = packed;
      this.parts = List.copyOf(parts);
    }

    byte[] packed() {
      return packed;
    }

    List<PackedBlock.Part> parts() {
      return parts;
    }
  }

  /** Adds one that was unpacked. All are forgotten when there are too many. */
  void add(Block block) {
    size += block.packed().length;
    if (size > ROOM) {
      blocks.clear();
      sizes.clear();
    } else {
      blocks.add(block);
      for (PackedBlock.Part part : block.parts()) {
        sizes.merge(part.name(), (long) part.count(), Long::sum);
      }
    }
  }

  List<Block> blocks() {
    return Collections.unmodifiableList(blocks);
  }

  /** Lets it be seen whether somebody writes to a file from now on. */
  static void mark(Path file) throws IOException {
    Files.setLastModifiedTime(file, UNWRITTEN);
  }

  /** The size of a file that is certain to hold what it held when it was unpacked, or null. */
  @Nullable Long sizeIfUnwritten(String name, File file) {
    Long size = sizes.get(name);
    return size != null && file.lastModified() == UNWRITTEN.toMillis() ? size : null;
  }

  /** Whether one of the files that nobody wrote to proves that writing leaves no traces here. */
  static boolean isMistaken(Set<String> unwritten) {
    return unwritten.contains(ALWAYS_WRITTEN);
  }
}
