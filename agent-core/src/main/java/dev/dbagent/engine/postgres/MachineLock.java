// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Progress;
import dev.dbagent.model.StageFailure;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One at a time on this machine: among the threads of this JVM and among processes. What is done
 * under a lock takes seconds; so nobody waits long in silence, and nobody for ever.
 *
 * @param file the file to lock; it stays
 * @param bearable how long to wait before saying so
 * @param patience how long to wait for another process
 */
record MachineLock(Path file, Duration bearable, Duration patience) {

  private static final long POLL_MILLIS = 20;

  MachineLock(Path file) {
    this(file, Duration.ofSeconds(5), Duration.ofMinutes(10));
  }

  /**
   * Does the work while nobody else holds the lock.
   *
   * @throws StageFailure when another process holds it for too long
   */
  @SuppressWarnings("try") // the lock is held, not used
  <T> T holding(Progress progress, Work<T> work) throws IOException {
    CountDownLatch waited = new CountDownLatch(1);
    tellUnless(waited, progress);
    // Threads first: closing any channel of a file gives up the locks of the whole process (fcntl).
    // An interned string is one object for all class loaders, and each plugin realm is one.
    synchronized (("db-agent " + file.toAbsolutePath()).intern()) {
      try (FileChannel channel =
              FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = locked(channel)) {
        waited.countDown();
        return work.run();
      } finally {
        waited.countDown();
      }
    }
  }

  private FileLock locked(FileChannel channel) throws IOException {
    long deadline = System.nanoTime() + patience.toNanos();
    FileLock lock = tried(channel);
    while (lock == null) {
      if (System.nanoTime() > deadline) {
        throw new StageFailure(
            FailureKind.CACHE_UNUSABLE,
            LockHolder.of(file)
                + " has held the lock "
                + file
                + " of the cache for "
                + patience.toSeconds()
                + " seconds");
      }
      pause();
      lock = tried(channel);
    }
    return lock;
  }

  /** Some network file systems have no locks. */
  private @Nullable FileLock tried(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (IOException e) {
      throw new FileSystemException(
          file.toString(), null, "it cannot be locked: " + e.getMessage());
    }
  }

  /**
   * On a thread of its own: those of the pool that all of a JVM share may wait for this very lock.
   */
  private void tellUnless(CountDownLatch waited, Progress progress) {
    Thread teller =
        new Thread(
            () -> {
              if (isLonger(waited)) {
                progress.warned(
                    "waiting for "
                        + LockHolder.of(file)
                        + ", which holds the lock "
                        + file
                        + " of the cache");
              }
            },
            "db-agent waiting");
    teller.setDaemon(true);
    teller.start();
  }

  private boolean isLonger(CountDownLatch waited) {
    try {
      return !waited.await(bearable.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return false;
    }
  }

  private static void pause() throws InterruptedIOException {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while another build used the cache");
    }
  }

  interface Work<T> {
    T run() throws IOException;
  }
}
