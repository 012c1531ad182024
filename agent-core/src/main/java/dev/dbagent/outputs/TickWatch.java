// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.outputs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Watches a file system's clock, which goes on in ticks: a file that is written in a later tick
 * than another one has a later time.
 */
final class TickWatch {

  /** One name for all: what a killed build has left goes with the next one. */
  private static final String PROBE = ".db-agent-tick";

  private static final byte[] CONTENT = {0};
  private static final long PATIENCE_NANOS = 20_000_000;
  private static final long PAUSE_NANOS = 300_000;

  private TickWatch() {}

  /**
   * Waits until whatever is written gets a later time than some files have; not long, because
   * nothing is certain that takes longer.
   *
   * @param folder where a file can be written to see that
   * @param files that must be on the same file system
   * @param youngest the latest time of them, in nanoseconds since 1970
   * @return whether it has come to that
   */
  static boolean sawNext(Path folder, List<Path> files, long youngest) {
    try {
      Path probe = folder.resolve(PROBE);
      try {
        Files.write(probe, CONTENT);
        return areOnOneDevice(probe, files) && sawNext(probe, youngest);
      } finally {
        Files.deleteIfExists(probe);
      }
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      // Not every system tells devices apart.
      return false;
    }
  }

  private static boolean areOnOneDevice(Path probe, List<Path> files) throws IOException {
    Object device = Files.getAttribute(probe, "unix:dev");
    for (Path file : files) {
      if (!device.equals(Files.getAttribute(file, "unix:dev"))) {
        return false;
      }
    }
    return true;
  }

  private static boolean sawNext(Path probe, long youngest) throws IOException {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    boolean isOver = false;
    while (!isOver) {
      // Whoever was kept from looking until then looks once more.
      isOver = System.nanoTime() >= deadline;
      Files.write(probe, CONTENT);
      if (Files.getLastModifiedTime(probe).to(TimeUnit.NANOSECONDS) > youngest) {
        return true;
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    return false;
  }
}
