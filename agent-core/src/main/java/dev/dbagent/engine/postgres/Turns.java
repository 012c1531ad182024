// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * A few pieces that go round between one who prepares them and two threads that work on them, so
 * that memory has a bound. They come back in the order in which they were given, each as the result
 * of its own call.
 */
final class Turns<P extends Callable<P>> implements AutoCloseable {

  private static final int THREADS = 2;

  /** For each thread one that it works on, one that waits for it and one that is done. */
  static final int PIECES = 3 * THREADS;

  private final Queue<Future<P>> under = new ArrayDeque<>();
  private final ExecutorService threads;

  /**
   * Nothing is done yet.
   *
   * @param name of the threads
   * @param pieces those that can be had first
   */
  Turns(String name, List<P> pieces) {
    threads = Executors.newFixedThreadPool(THREADS, new Daemons(name));
    for (P piece : pieces) {
      under.add(CompletableFuture.completedFuture(piece));
    }
  }

  /** Whether no piece is left to come back. */
  boolean isOver() {
    return under.isEmpty();
  }

  /**
   * Waits for the piece that was given first.
   *
   * @throws IOException when the work on it failed, or the waiting thread is interrupted
   */
  P next() throws IOException {
    try {
      return under.remove().get();
    } catch (ExecutionException e) {
      throw failure(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for other threads");
    }
  }

  private static IOException failure(ExecutionException e) {
    if (e.getCause() instanceof RuntimeException failure) {
      throw failure;
    }
    if (e.getCause() instanceof Error error) {
      throw error;
    }
    return e.getCause() instanceof IOException failure ? failure : new IOException(e);
  }

  /** Works on it soon. */
  void give(P piece) {
    under.add(threads.submit(piece));
  }

  /** Ends what is under way; afterwards nobody works on anything. */
  @Override
  public void close() {
    threads.shutdownNow();
    boolean interrupted = false;
    while (!threads.isTerminated()) {
      try {
        threads.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private record Daemons(String name) implements ThreadFactory {

    @Override
    public Thread newThread(Runnable work) {
      Thread thread = new Thread(work, name);
      thread.setDaemon(true);
      return thread;
    }
  }
}
