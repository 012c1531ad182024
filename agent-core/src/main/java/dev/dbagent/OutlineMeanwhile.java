// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import dev.dbagent.engine.CatalogueOutline;
import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.model.StageFailure;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the outline of a catalogue, in a session of its own, while something else is done that
 * changes nothing in the database. Good for one use.
 */
final class OutlineMeanwhile implements AutoCloseable {

  private final Supplier<DatabaseServer> server;
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "db-agent outline");
            thread.setDaemon(true);
            return thread;
          });
  private @Nullable Future<CatalogueOutline> under;

  /**
   * @param server is asked when it begins
   */
  OutlineMeanwhile(Supplier<DatabaseServer> server) {
    this.server = server;
  }

  /** From now on nothing may change. */
  void begin() {
    under = worker.submit(server.get()::catalogueOutline);
  }

  /**
   * What was read.
   *
   * @throws StageFailure when it could not be read
   */
  CatalogueOutline get() {
    if (under == null) {
      throw new IllegalStateException("nobody has begun");
    }
    try {
      return under.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof StageFailure failure) {
        throw failure;
      }
      throw new IllegalStateException("the catalogue cannot be read", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the catalogue was read", e);
    }
  }

  /** Does not wait: what reads on of a server that is closed then fails, unheard. */
  @Override
  public void close() {
    worker.shutdownNow();
  }
}
