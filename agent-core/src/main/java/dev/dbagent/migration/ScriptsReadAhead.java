// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.flywaydb.core.api.resolver.ResolvedMigration;
import org.jspecify.annotations.Nullable;

/**
 * Migrations whose scripts Flyway reads and divides into statements on another thread, while the
 * server is at work for those before. Each is read once: Flyway keeps what it has read, also of a
 * script that it has not come to the end of, and would add to that.
 */
final class ScriptsReadAhead implements AutoCloseable {

  private final ExecutorService reader =
      Executors.newSingleThreadExecutor(ScriptsReadAhead::thread);
  private final Map<String, Future<ResolvedMigration>> scripts = new HashMap<>();

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "db-agent reading scripts");
    thread.setDaemon(true);
    return thread;
  }

  /** Reads one when those that were added before are read. */
  void add(ResolvedMigration migration) {
    scripts.put(migration.getScript(), reader.submit(() -> read(migration)));
  }

  private static ResolvedMigration read(ResolvedMigration migration) {
    boolean unused = migration.getExecutor().canExecuteInTransaction();
    return migration;
  }

  /**
   * Waits until one has been read; what reading it threw is thrown here.
   *
   * @param script the name of one
   * @return null if there is none of that name
   */
  @Nullable ResolvedMigration get(String script) {
    Future<ResolvedMigration> reading = scripts.get(script);
    if (reading == null) {
      return null;
    }
    try {
      return reading.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException("a script cannot be read", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while waiting for a script");
    }
  }

  @Override
  public void close() {
    reader.shutdownNow();
  }
}
