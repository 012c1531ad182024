// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.model;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * A piece of work on a thread of its own, beside something else that needs its result later, or
 * never: nobody need wait for it. Good for one use.
 */
public final class Meanwhile<T> {

  private final String name;
  private final FutureTask<T> work;

  /**
   * Nothing is done yet.
   *
   * @param name of the thread
   */
  public Meanwhile(String name, Supplier<T> work) {
    this.name = name;
    this.work = new FutureTask<>(work::get);
  }

  /** Begins; the JVM does not wait for its end. */
  public void begin() {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Waits for the result of what has begun. What the work throws is thrown here.
   *
   * @throws CancellationException when the waiting thread is interrupted
   */
  public T get() {
    try {
      return work.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException("no result of " + name, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while waiting for " + name);
    }
  }
}
