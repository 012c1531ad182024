// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Who holds the lock of a file, as far as the operating system tells. */
final class LockHolder {

  private static final Path LOCKS = Path.of("/proc/locks");
  private static final int PID = 4;
  private static final int DEVICE_AND_INODE = 5;

  private LockHolder() {}

  /** For people, for example {@code process 4711}. */
  static String of(Path file) {
    return pid(file)
        .map(
            pid ->
                pid == ProcessHandle.current().pid()
                    ? "another module of this build"
                    : "process " + pid)
        .orElse("another build");
  }

  /** proc_locks(5): number, kind, mode, type, pid, device and inode, and more. */
  private static Optional<Long> pid(Path file) {
    try {
      String inode = ":" + Files.getAttribute(file, "unix:ino");
      return Files.readAllLines(LOCKS, StandardCharsets.US_ASCII).stream()
          .map(line -> line.strip().split("\\s+"))
          .filter(words -> words.length > DEVICE_AND_INODE)
          .filter(
              words ->
                  words[DEVICE_AND_INODE].endsWith(inode) && words[PID].matches("[1-9]\\d{0,8}"))
          .map(words -> Long.valueOf(words[PID]))
          .findFirst();
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
