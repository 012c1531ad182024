// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import dev.dbagent.cache.StateLabel;
import dev.dbagent.cache.StateStore;
import dev.dbagent.engine.StateCopy;
import dev.dbagent.model.Fingerprint;
import dev.dbagent.model.Progress;
import dev.dbagent.model.StageFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Packs states aside while a replay goes on, one after the other. What cannot be kept is told and
 * done without.
 */
final class Packing implements AutoCloseable {

  private final StateStore store;
  private final Progress progress;
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "db-agent packing");
            thread.setDaemon(true);
            return thread;
          });
  private final List<Future<?>> under = new ArrayList<>();

  Packing(StateStore store, Progress progress) {
    this.store = store;
    this.progress = progress;
  }

  /** Keeps a copy under a name, soon. */
  void keep(Fingerprint key, StateLabel label, StateCopy copy) {
    under.add(
        worker.submit(
            () -> {
              try (copy) {
                store.seal(key, label, copy::pack);
              }
            }));
  }

  /** Waits for all that is under way. */
  void settle() {
    for (Future<?> future : under) {
      try {
        future.get();
      } catch (ExecutionException e) {
        if (e.getCause() instanceof StageFailure failure) {
          progress.detail("a state on the way is not kept: " + failure.getMessage());
        } else {
          throw new IllegalStateException("a state on the way cannot be packed", e.getCause());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while a state was packed", e);
      }
    }
    under.clear();
  }

  @Override
  public void close() {
    try {
      settle();
    } finally {
      worker.shutdownNow();
    }
  }
}
