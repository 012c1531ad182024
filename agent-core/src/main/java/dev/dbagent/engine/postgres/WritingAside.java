// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Writes files on a thread of its own, in the order in which they come, while the next ones are
 * decoded. When one cannot be written nothing comes after it.
 */
final class WritingAside implements AutoCloseable {

  /** So many files are in memory at most; few of them are large. */
  private static final int WAITING = 16;

  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "db-agent unpacking");
            thread.setDaemon(true);
            return thread;
          });
  private final Semaphore room = new Semaphore(WAITING);
  private @Nullable IOException failure;
  private @Nullable Future<?> last;

  interface Work {
    void run() throws IOException;
  }

  /**
   * Does it soon.
   *
   * @throws IOException when something before it failed
   */
  void add(Work work) throws IOException {
    try {
      room.acquire();
    } catch (InterruptedException e) {
      throw interrupted();
    }
    throwFailure();
    last = worker.submit(() -> run(work));
  }

  private void run(Work work) {
    try {
      if (hasNotFailed()) {
        work.run();
      }
    } catch (IOException e) {
      fail(e);
    } finally {
      room.release();
    }
  }

  private synchronized boolean hasNotFailed() {
    return failure == null;
  }

  private synchronized void fail(IOException e) {
    failure = e;
  }

  private synchronized void throwFailure() throws IOException {
    if (failure != null) {
      throw failure;
    }
  }

  /**
   * Waits until all is written.
   *
   * @throws IOException when something failed
   */
  void settle() throws IOException {
    try {
      if (last != null) {
        last.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a file cannot be written", e.getCause());
    } catch (InterruptedException e) {
      throw interrupted();
    }
    throwFailure();
  }

  private static InterruptedIOException interrupted() {
    Thread.currentThread().interrupt();
    return new InterruptedIOException("interrupted while files were written");
  }

  /** Nothing is written afterwards. */
  @Override
  public void close() {
    worker.shutdownNow();
    try {
      if (!worker.awaitTermination(1, TimeUnit.MINUTES)) {
        throw new IllegalStateException("a file is being written for a minute");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
