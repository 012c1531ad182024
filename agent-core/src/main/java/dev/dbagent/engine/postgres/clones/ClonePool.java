// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres.clones;

import dev.dbagent.model.Progress;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Copies that wait for whoever needs one. As long as they are asked for, the next ones are made
 * meanwhile; those that are given back are dropped when nobody waits for it.
 */
final class ClonePool {

  static final String PREFIX = "t_";

  /** More would be made in vain when the tests end, and two are there before a test is over. */
  private static final int AHEAD = 2;

  private static final int PATIENCE_SECONDS = 3;

  private final CloneServer server;
  private final Progress progress;
  private final ExecutorService maker = daemon("db-agent: copies databases");
  private final ExecutorService dropper = daemon("db-agent: drops databases");
  private final CloneDesk making;
  private final CloneDesk dropping;
  private final AtomicInteger number = new AtomicInteger();
  private final Deque<CompletableFuture<String>> coming = new ArrayDeque<>();
  private int taken;

  private ClonePool(CloneServer server, Progress progress, CloneDesk making, CloneDesk dropping) {
    this.server = server;
    this.progress = progress;
    this.making = making;
    this.dropping = dropping;
  }

  static ClonePool at(CloneServer server, Progress progress) throws SQLException {
    ClonePool pool = new ClonePool(server, progress, CloneDesk.at(server), CloneDesk.at(server));
    pool.dropper.execute(pool::dropOthersLeft);
    return pool;
  }

  /** The name of a copy that nobody else has. */
  CompletableFuture<String> take() {
    synchronized (coming) {
      taken++;
      CompletableFuture<String> next = coming.isEmpty() ? made() : coming.removeFirst();
      while (coming.size() < Math.min(taken, AHEAD)) {
        coming.addLast(made());
      }
      return next;
    }
  }

  private CompletableFuture<String> made() {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            String name = nextName();
            while (!making.create(name)) {
              name = nextName();
            }
            return name;
          } catch (SQLException e) {
            throw new UncheckedSqlException(e);
          }
        },
        maker);
  }

  /** Tells whose it is, for those who look at the server and for who comes later. */
  private String nextName() {
    return PREFIX + ProcessHandle.current().pid() + "_" + number.incrementAndGet();
  }

  void giveBack(String name) {
    dropper.execute(() -> drop(name));
  }

  void keep(String name) throws SQLException {
    dropping.keep(name);
  }

  /** A copy that cannot be dropped goes with the server. */
  private void drop(String name) {
    try {
      dropping.drop(name);
    } catch (SQLException e) {
      progress.detail("The database " + name + " cannot be dropped: " + e.getMessage());
    }
  }

  /** Processes may come and go while the server stays. */
  private void dropOthersLeft() {
    try {
      dropping.copies(PREFIX).stream().filter(ClonePool::isLeft).forEach(this::drop);
    } catch (SQLException e) {
      progress.detail("The databases of " + server.folder() + " cannot be read: " + e.getMessage());
    }
  }

  private static boolean isLeft(String name) {
    String pid = name.substring(PREFIX.length()).split("_", -1)[0];
    return pid.matches("\\d{1,18}")
        && ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive).isEmpty();
  }

  /** Those that wait are left for the next process, or go with the server. */
  void close() {
    maker.shutdownNow();
    dropper.shutdown();
    try {
      // Others may hold the server for long; what was given back must not stay as long.
      if (!dropper.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        dropper.shutdownNow();
      }
      making.close();
      dropping.close();
    } catch (SQLException e) {
      progress.detail("A connection cannot be closed: " + e.getMessage());
    } catch (InterruptedException e) {
      dropper.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  private static ExecutorService daemon(String name) {
    return Executors.newSingleThreadExecutor(
        work -> {
          Thread thread = new Thread(work, name);
          thread.setDaemon(true);
          return thread;
        });
  }

  /** For the way out of a future. */
  static final class UncheckedSqlException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UncheckedSqlException(SQLException cause) {
      super(cause);
    }
  }
}
