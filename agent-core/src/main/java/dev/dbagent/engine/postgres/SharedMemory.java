// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * The few bytes of System V memory that guard a data directory. A program that aborts leaves them
 * behind, where they count against a limit of the machine (manual, section 18.4.1).
 */
final class SharedMemory {

  private static final Path SEGMENTS = Path.of("/proc/sysvipc/shm");
  private static final int ID = 1;
  private static final int ATTACHED = 6;

  private SharedMemory() {}

  /**
   * Gives back what a program that has ended left behind.
   *
   * @param data a data directory on which none but the engine's own statements ran
   * @param output for what the operating system says
   */
  static void forget(Path data, Path output) throws IOException {
    OptionalLong id = PostmasterFile.sharedMemory(data);
    if (id.isPresent() && isLeft(Long.toString(id.getAsLong()))) {
      Subprocess.run(List.of("ipcrm", "-m", Long.toString(id.getAsLong())), "", output);
    }
  }

  /** Whether it is there and nobody is attached to it (proc_sysvipc(5)). */
  private static boolean isLeft(String id) throws IOException {
    if (!Files.exists(SEGMENTS)) {
      return true;
    }
    return Files.readAllLines(SEGMENTS, StandardCharsets.US_ASCII).stream()
        .map(line -> line.strip().split(" +"))
        .anyMatch(words -> words[ID].equals(id) && words[ATTACHED].equals("0"));
  }
}
