// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.executor.Context;
import org.flywaydb.core.api.executor.MigrationExecutor;
import org.flywaydb.core.api.resolver.ResolvedMigration;
import org.flywaydb.core.internal.info.MigrationInfoImpl;

/**
 * Runs versioned scripts by Flyway's own executors, so that what a script is and does is what
 * Flyway makes of it; only Flyway's bookkeeping is done here. For each migration Flyway takes a
 * lock, reads its table twice and compares all that it knows, which takes longer than most
 * migrations. What a script can see of that is the same here: the role, the search path, the
 * transaction, and the rows of the history table.
 *
 * <p>It looks into Flyway's internal packages: what is pending is told by its public ones, but not
 * what runs it.
 */
final class DirectRun implements AutoCloseable {

  private final FluentConfiguration configuration;
  private final ReplayObserver observer;
  private final SessionWatch watch;
  private final HistoryTable table;
  private final ScriptsReadAhead scripts = new ScriptsReadAhead();

  /**
   * @param configuration with the observer among its callbacks; its connections are not used for
   *     scripts
   * @param table that exists and holds a row of Flyway's
   */
  DirectRun(
      FluentConfiguration configuration,
      ReplayObserver observer,
      SessionWatch watch,
      HistoryTable table) {
    this.configuration = configuration;
    this.observer = observer;
    this.watch = watch;
    this.table = table;
  }

  /** Asks Flyway what is pending. To be done once, before anything is run. */
  void begin() {
    for (MigrationInfo info : new Flyway(configuration).info().pending()) {
      if (info.isVersioned() && info instanceof MigrationInfoImpl known) {
        scripts.add(known.getResolvedMigration());
      }
    }
  }

  /**
   * Runs migrations. A failure is that of Flyway; after one the session is of no use.
   *
   * @param connection in the state in which Flyway leaves it; is left in that state
   * @throws Pause when the run is to end before one of them
   * @throws UnfitPrefixException when Flyway would not run one of them
   */
  void run(Connection connection, List<MigrationFile> migrations) throws SQLException {
    String path = SessionWatch.path(connection);
    HistoryRows rows = table.rowsOn(connection, watch);
    watch.putBack(connection);
    for (MigrationFile file : migrations) {
      ResolvedMigration migration = scripts.get(file.script());
      if (migration == null) {
        throw new UnfitPrefixException("Flyway does not know " + file.path() + " any more");
      }
      run(migration, connection, rows);
    }
    SessionWatch.setPath(connection, path);
  }

  private void run(ResolvedMigration migration, Connection connection, HistoryRows rows)
      throws SQLException {
    MigrationExecutor executor = migration.getExecutor();
    boolean isTransaction = executor.canExecuteInTransaction();
    connection.setAutoCommit(!isTransaction);
    observer.begin(connection, migration.getScript(), true);
    long begun = System.nanoTime();
    execute(executor, connection);
    observer.end();
    rows.add(migration, isTransaction, System.nanoTime() - begun);
    connection.setAutoCommit(true);
  }

  private void execute(MigrationExecutor executor, Connection connection) throws SQLException {
    try {
      executor.execute(
          new Context() {
            @Override
            public Configuration getConfiguration() {
              return configuration;
            }

            @Override
            public Connection getConnection() {
              return connection;
            }
          });
    } catch (SQLException | RuntimeException e) {
      observer.lookAround();
      throw e;
    }
  }

  /** Lets no more scripts be read. */
  @Override
  public void close() {
    scripts.close();
  }
}
