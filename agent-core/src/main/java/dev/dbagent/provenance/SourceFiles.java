// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.provenance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Collects what files hold, in bounded memory: of a file above 256 kB, and of all that come after
 * the first 8 MB, only the digest is kept. A file that cannot be read is left out.
 */
public final class SourceFiles {

  static final int MOST_OF_A_FILE = 256 * 1024;
  private static final int MOST_OF_ALL = 8 * 1024 * 1024;

  private final SortedMap<String, FileContent> files = new TreeMap<>();
  private long left = MOST_OF_ALL;

  /**
   * Reads a file, unless it was taken before.
   *
   * @param path as a user of the project writes it
   */
  public void take(String path, Path file) {
    if (files.containsKey(path)) {
      return;
    }
    try {
      FileContent content = FileContent.read(file, Math.min(MOST_OF_A_FILE, left));
      left -= content.kept();
      files.put(path, content);
    } catch (IOException e) {
      // Whoever needs the file tells of it.
    }
  }

  SortedMap<String, FileContent> files() {
    return Collections.unmodifiableSortedMap(files);
  }
}
