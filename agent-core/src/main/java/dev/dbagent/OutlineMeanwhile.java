// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import dev.dbagent.engine.CatalogueOutline;
import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.model.StageFailure;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * Reads the outline of a catalogue, in a session of its own, while something else is done that
 * changes nothing in the database. Good for one use. Nobody need wait for it: of a server that is
 * closed meanwhile nothing more is read.
 */
final class OutlineMeanwhile {

  private final FutureTask<CatalogueOutline> outline;

  /**
   * @param server is asked when it begins
   */
  OutlineMeanwhile(Supplier<DatabaseServer> server) {
    outline = new FutureTask<>(() -> server.get().catalogueOutline());
  }

  /** From now on nothing may change. */
  void begin() {
    Thread reader = new Thread(outline, "db-agent outline");
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * What was read since it began; waits for it.
   *
   * @throws StageFailure when it could not be read
   */
  CatalogueOutline get() {
    try {
      return outline.get();
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
}
