// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.model;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How much room there is on one file system, at one moment.
 *
 * @param store the file system for people: where it is mounted, its device, its type
 * @param usable how many bytes this user may still write
 * @param total how many bytes it holds; 0 when that cannot be told
 */
public record DiskSpace(String store, long usable, long total) {

  /** Less than any writer of ours asks for at once. */
  private static final long NOTHING = 64 * 1024;

  /** The file system that a path is on, or would be on if it existed. */
  public static DiskSpace of(Path path) {
    Path folder = nearest(path);
    // Of File, because a FileStore's numbers need a mount table that a container may not have.
    return new DiskSpace(
        name(folder), folder.toFile().getUsableSpace(), folder.toFile().getTotalSpace());
  }

  /** Whether both are on the same file system, as far as that can be told. */
  public static boolean isShared(Path one, Path other) {
    try {
      return Files.getFileStore(nearest(one)).equals(Files.getFileStore(nearest(other)));
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether as good as nothing can be written any more. */
  public boolean isExhausted() {
    return total > 0 && usable < NOTHING;
  }

  /** For example {@code 0 bytes of 8.4 MB}. */
  public String share() {
    return ByteCount.of(usable) + " of " + ByteCount.of(total);
  }

  /** The path itself, or the first folder above it that exists. */
  public static Path nearest(Path path) {
    Path candidate = path.toAbsolutePath();
    while (!Files.exists(candidate) && candidate.getParent() != null) {
      candidate = candidate.getParent();
    }
    return candidate;
  }

  private static String name(Path folder) {
    try {
      FileStore store = Files.getFileStore(folder);
      String name = store.toString();
      String type = store.type();
      return name.endsWith(type + ")") ? name : name.replaceAll("\\)$", ", " + type + ")");
    } catch (IOException e) {
      return "the file system of " + folder;
    }
  }
}
