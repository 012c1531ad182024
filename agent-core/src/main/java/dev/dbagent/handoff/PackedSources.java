// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.handoff;

import dev.dbagent.model.FileBytes;
import dev.dbagent.model.StageFailure;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * The files that a state is made of, in an archive beside the handoff: whoever has both can make
 * the state again. Equal files give equal bytes, on every machine and at any time; they are not
 * compressed, because that depends on who does it, and a jar compresses what is in it.
 */
public final class PackedSources {

  /** The archive's name, in the build folder and in the jar. */
  public static final String FILE_NAME = "made-of.zip";

  private static final int BUFFER = 1 << 16;

  /** The first time of all is told with that of the time zone beside it. */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

  private final SortedMap<String, Optional<Path>> entries = new TreeMap<>();

  /** Takes a file; it is read when the archive is written. */
  public PackedSources add(String name, Path file) {
    entries.put(name, Optional.of(file));
    return this;
  }

  /** Takes a name alone. */
  public PackedSources note(String name) {
    entries.put(name, Optional.empty());
    return this;
  }

  /**
   * Writes {@link #FILE_NAME} into a folder, complete or not at all.
   *
   * @throws StageFailure of kind HANDOFF_UNWRITABLE, or DISK_FULL
   */
  public void writeTo(Path directory) {
    Path file = directory.resolve(FILE_NAME);
    Path aside = directory.resolve(FILE_NAME + ".part");
    try {
      Files.createDirectories(directory);
      // A zip is written in pieces of one byte up.
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(aside), BUFFER);
          ZipOutputStream zip = new ZipOutputStream(out)) {
        for (Map.Entry<String, Optional<Path>> entry : entries.entrySet()) {
          Optional<Path> content = entry.getValue();
          write(
              entry.getKey(), content.isPresent() ? FileBytes.of(content.get()) : new byte[0], zip);
        }
      }
      Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      StageFailure failure = Handoff.unwritable(file, "the sources of the state", e);
      Handoff.deleteIfPossible(aside);
      throw failure;
    }
  }

  private static void write(String name, byte[] content, ZipOutputStream zip) throws IOException {
    CRC32 checksum = new CRC32();
    checksum.update(content);
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(NO_TIME);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(checksum.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }

  /** Takes what is in an archive. */
  public interface Taker {
    void take(String name, byte[] content) throws IOException;
  }

  /**
   * Gives all that is in an archive to the taker, in its order.
   *
   * @throws IOException when it is damaged, or the taker cannot take it
   */
  public static void read(byte[] archive, Taker taker) throws IOException {
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        taker.take(entry.getName(), zip.readAllBytes());
      }
    }
  }
}
