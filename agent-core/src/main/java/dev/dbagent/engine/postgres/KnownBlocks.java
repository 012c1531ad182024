// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The blocks from which a directory was unpacked, or into which it was packed: those of which
 * nobody has changed a file since need not be packed anew. Whoever writes to a file gives it the
 * time of that moment (POSIX, {@code write}), and what was just unpacked or packed has a time that
 * no such moment can have.
 */
final class KnownBlocks {

  /** What there is of a directory that was neither, or of a large one. */
  static final KnownBlocks NONE = new KnownBlocks();

  /** As much as is kept in memory, packed; that of 1,000 migrations is 3 MB. */
  private static final int ROOM = 1 << 24;

  private static final FileTime UNWRITTEN = FileTime.fromMillis(86_400_000);

  /** Of each data directory that was in use a server writes this file. */
  private static final String ALWAYS_WRITTEN = "global/pg_control";

  private final List<Block> blocks = new ArrayList<>();
  private final Map<String, Long> sizes = new HashMap<>();
  private final Set<String> folders = new HashSet<>();
  private long size;

  KnownBlocks() {}

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

  /** Adds one. All are forgotten when there are too many. */
  void add(Block block) {
    size += block.packed().length;
    if (size > ROOM) {
      blocks.clear();
      sizes.clear();
      folders.clear();
    } else {
      blocks.add(block);
      for (PackedBlock.Part part : block.parts()) {
        sizes.merge(part.name(), (long) part.count(), Long::sum);
      }
    }
  }

  /** Adds a folder; only names of folders and files that are there belong to a directory. */
  void addFolder(String name) {
    if (size <= ROOM) {
      folders.add(name);
    }
  }

  /** Whether nothing is known, which is not to say that there is nothing. */
  boolean isEmpty() {
    return blocks.isEmpty();
  }

  /** How many bytes the files have. */
  long plainSize() {
    return sizes.values().stream().mapToLong(Long::longValue).sum();
  }

  boolean hasFolder(String name) {
    return folders.contains(name);
  }

  /** Those of the directory, in the order in which they can be made. */
  SortedSet<String> folders() {
    return new TreeSet<>(folders);
  }

  /** How many folders and files the directory has. */
  int count() {
    return folders.size() + sizes.size();
  }

  List<Block> blocks() {
    return Collections.unmodifiableList(blocks);
  }

  /** Writes all that is known. */
  void writeTo(DataOutputStream out) throws IOException {
    out.writeInt(folders.size());
    for (String folder : folders) {
      out.writeUTF(folder);
    }
    out.writeInt(blocks.size());
    for (Block block : blocks) {
      PackedBlock.write(block.packed(), block.packed().length, out);
      out.writeInt(block.parts().size());
      for (PackedBlock.Part part : block.parts()) {
        part.writeTo(out);
      }
    }
  }

  /** Reads what {@link #writeTo} wrote; that nobody has altered it is for others to prove. */
  static KnownBlocks readFrom(DataInputStream in) throws IOException {
    KnownBlocks known = new KnownBlocks();
    for (int left = in.readInt(); left > 0; left--) {
      known.addFolder(in.readUTF());
    }
    for (int left = in.readInt(); left > 0; left--) {
      byte[] packed = PackedBlock.read(in);
      List<PackedBlock.Part> parts = new ArrayList<>();
      for (int of = in.readInt(); of > 0; of--) {
        parts.add(PackedBlock.Part.readFrom(in));
      }
      known.add(new Block(packed, parts));
    }
    return known;
  }

  /** Lets it be seen whether somebody writes to a file from now on. */
  static void mark(Path file) throws IOException {
    Files.setLastModifiedTime(file, UNWRITTEN);
  }

  /** The size of a file that is certain to hold what it held then, or null. */
  @Nullable Long sizeIfUnwritten(String name, File file) {
    Long size = sizes.get(name);
    return size != null && file.lastModified() == UNWRITTEN.toMillis() ? size : null;
  }

  /** Whether one of the files that nobody wrote to proves that writing leaves no traces here. */
  static boolean isMistaken(Set<String> unwritten) {
    return unwritten.contains(ALWAYS_WRITTEN);
  }
}
