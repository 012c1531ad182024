// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One at a time on this machine: among the threads of this JVM and among processes. */
final class MachineLock {

  private MachineLock() {}

  /** Does the work while nobody else holds the lock of that file. The file stays. */
  @SuppressWarnings("try") // the lock is held, not used
  static <T> T holding(Path file, Work<T> work) throws IOException {
    // Threads first: closing any channel of a file gives up the locks of the whole process (fcntl).
    // An interned string is one object for all class loaders, and each plugin realm is one.
    synchronized (("db-agent " + file.toAbsolutePath()).intern()) {
      try (FileChannel channel =
              FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        return work.run();
      }
    }
  }

  interface Work<T> {
    T run() throws IOException;
  }
}
