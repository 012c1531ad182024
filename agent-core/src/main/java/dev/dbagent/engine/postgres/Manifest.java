// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What an installation consists of; its file is written last, so it stands for completeness. */
final class Manifest {

  private static final String FILE = "db-agent.files";

  private final List<String> lines = new ArrayList<>();

  void add(String path, long size) {
    lines.add(size + " " + path);
  }

  boolean isEmpty() {
    return lines.isEmpty();
  }

  void writeTo(Path directory) throws IOException {
    Files.write(directory.resolve(FILE), lines);
  }

  /** Whether every file is there in its full size; contents are not read. */
  static boolean isKeptBy(Path directory) {
    try {
      for (String line : Files.readAllLines(directory.resolve(FILE))) {
        String[] fields = line.split(" ", 2);
        if (Files.size(directory.resolve(fields[1])) != Long.parseLong(fields[0])) {
          return false;
        }
      }
      return true;
    } catch (IOException | IndexOutOfBoundsException | NumberFormatException e) {
      return false;
    }
  }
}
