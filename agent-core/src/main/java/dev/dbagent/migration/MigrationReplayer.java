// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.engine.SessionLimits;
import dev.dbagent.model.Progress;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.output.MigrateResult;

/** Replays a history on a fresh database, by Flyway. Any number may work at once. */
public final class MigrationReplayer {

  /**
   * Runs the init script and then every migration.
   *
   * @param server of a fresh database; stays open, whatever the outcome
   * @throws dev.dbagent.model.StageFailure when a setting, a script or a migration is refused; what
   *     is in the database by then is of no use
   */
  public ReplayedDatabase replay(
      DatabaseServer server, MigrationHistory history, Progress progress) {
    MigrationSettings settings = history.settings();
    ScriptFlaws.refuse(history);
    SettingNames.withoutEffect(settings.flyway()).forEach(progress::detail);
    DataSource dataSource =
        server.dataSource(new SessionLimits(settings.statementTimeout(), settings.lockTimeout()));
    new ExtensionCheck(history).check(server);
    SilentLog.install();
    FluentConfiguration configuration = FlywayConfiguration.of(history, dataSource);
    history
        .initScript()
        .ifPresent(script -> new InitScript(server, dataSource, history).run(script));
    ReplayObserver observer = new ReplayObserver(history, server, progress);
    migrate(configuration.callbacks(observer), server, history, progress, observer);
    return new HistoryTable(server, configuration, observer).read(history);
  }

  private static void migrate(
      FluentConfiguration configuration,
      DatabaseServer server,
      MigrationHistory history,
      Progress progress,
      ReplayObserver observer) {
    try {
      MigrateResult result = new Flyway(configuration).migrate();
      result.warnings.forEach(progress::warned);
    } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError e) {
      // A parser that a script has driven too far is over and done with when this is reached.
      HistoryResources resources = (HistoryResources) configuration.getResourceProvider();
      throw new FlywayFailures(server, history, observer, resources::lastRead).failure(e);
    }
  }
}
