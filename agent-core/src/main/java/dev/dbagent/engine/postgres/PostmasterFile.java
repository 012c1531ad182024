// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a server says about itself in its data directory ({@code postmaster.pid}; the lines are
 * those of PostgreSQL's pidfile.h).
 */
final class PostmasterFile {

  private static final int PID = 0;
  private static final int PORT = 3;
  private static final int STATUS = 7;
  private static final String[] NONE = {};

  private static final int SHARED_MEMORY = 6;

  private PostmasterFile() {}

  /** The id of the System V memory that goes with the data directory, once there is one. */
  static OptionalLong sharedMemory(Path data) {
    try {
      List<String> lines = lines(data);
      String[] keyAndId =
          lines.size() > SHARED_MEMORY ? lines.get(SHARED_MEMORY).strip().split(" +") : NONE;
      return keyAndId.length == 2 && keyAndId[1].matches("\\d{1,18}")
          ? OptionalLong.of(Long.parseLong(keyAndId[1]))
          : OptionalLong.empty();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  private static List<String> lines(Path data) throws IOException {
    return Files.readAllLines(data.resolve("postmaster.pid"), StandardCharsets.ISO_8859_1);
  }

  /** Whether that process serves that port and accepts connections. */
  static boolean saysReady(Path data, long pid, int port) {
    try {
      List<String> lines = lines(data);
      return lines.size() > STATUS
          && lines.get(PID).strip().equals(Long.toString(pid))
          && lines.get(PORT).strip().equals(Integer.toString(port))
          && lines.get(STATUS).strip().equals("ready");
    } catch (IOException e) {
      return false;
    }
  }
}
