// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.model;

import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads files in the older of Java's two ways, which costs a JVM that has just been started a
 * fraction of the newer one, and in the newer one where the older cannot: in a jar, and files whose
 * names the user's locale cannot spell, which only a path can hold.
 */
public final class FileBytes {

  private FileBytes() {}

  /** The whole content. */
  public static byte[] of(Path file) throws IOException {
    try (InputStream in = open(file)) {
      return in.readAllBytes();
    }
  }

  /** As {@link Files#newInputStream}, with the same exceptions. */
  public static InputStream open(Path file) throws IOException {
    if (file.getFileSystem() != FileSystems.getDefault()) {
      return Files.newInputStream(file);
    }
    try {
      return new FileInputStream(file.toFile());
    } catch (FileNotFoundException e) {
      // It may be there for all that; if not, the other way tells why.
      return Files.newInputStream(file);
    }
  }
}
