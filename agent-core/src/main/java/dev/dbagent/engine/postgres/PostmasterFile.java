// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a server says about itself in its data directory ({@code postmaster.pid}; the lines are
 * those of PostgreSQL's pidfile.h).
 */
final class PostmasterFile {

  private static final int PID = 0;
  private static final int PORT = 3;
  private static final int STATUS = 7;

  private PostmasterFile() {}

  /** Whether that process serves that port and accepts connections. */
  static boolean saysReady(Path data, long pid, int port) {
    try {
      Path file = data.resolve("postmaster.pid");
      List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
      return lines.size() > STATUS
          && lines.get(PID).strip().equals(Long.toString(pid))
          && lines.get(PORT).strip().equals(Integer.toString(port))
          && lines.get(STATUS).strip().equals("ready");
    } catch (IOException e) {
      return false;
    }
  }
}
