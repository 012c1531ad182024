// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.engine.SessionLimits;
import dev.dbagent.model.Progress;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** Replays a history on a fresh database, by Flyway. Any number may work at once. */
public final class MigrationReplayer {

  private final int fewestDirect;

  public MigrationReplayer() {
    this(0);
  }

  /**
   * A replayer that runs part of a long history directly.
   *
   * @param fewestDirect how many migrations that is at least; zero for the usual number
   */
  public MigrationReplayer(int fewestDirect) {
    this.fewestDirect = fewestDirect;
  }

  /**
   * Runs the init script and then every migration.
   *
   * @param server of a fresh database; stays open, whatever the outcome
   * @throws dev.dbagent.model.StageFailure when a setting, a script or a migration is refused; what
   *     is in the database by then is of no use
   */
  public ReplayedDatabase replay(
      DatabaseServer server, MigrationHistory history, Progress progress) {
    begin(server, history, List.of(), progress);
    FluentConfiguration configuration = configuration(server, history);
    ReplayObserver observer = new ReplayObserver(history, server, progress);
    migrate(configuration.callbacks(observer), server, history, progress, observer);
    return new HistoryTable(server, configuration, observer).read(history);
  }

  /**
   * Runs what a state does not hold yet, with stops where checkpoints are due.
   *
   * @param server of a fresh database, or of one that holds the first versioned migrations; stays
   *     open, whatever the outcome
   * @param prefixes of the history; none of them lets nothing be restored and never stops
   * @param restored how many versioned migrations the database holds
   * @throws UnfitPrefixException when a replay in one go may end otherwise
   * @throws dev.dbagent.model.StageFailure as in a replay in one go
   */
  public ReplayedDatabase replay(
      DatabaseServer server,
      MigrationHistory history,
      Progress progress,
      Prefixes prefixes,
      int restored,
      Checkpoints checkpoints) {
    if (prefixes.size() == 0) {
      return replay(server, history, progress);
    }
    begin(server, history, prefixes.scripts(restored), progress);
    return inRuns(server, history, progress, prefixes, checkpoints).replay(restored);
  }

  /** What is left to do when the init script has run. */
  ReplayInRuns inRuns(
      DatabaseServer server,
      MigrationHistory history,
      Progress progress,
      Prefixes prefixes,
      Checkpoints checkpoints) {
    RunPlan plan = new RunPlan(history, prefixes, fewestDirect);
    return new ReplayInRuns(server, history, progress, prefixes, checkpoints, plan);
  }

  /**
   * Refuses what cannot run, and runs the init script on a fresh database.
   *
   * @param done the scripts that the database holds already; none if it is fresh
   */
  static void begin(
      DatabaseServer server, MigrationHistory history, List<String> done, Progress progress) {
    ScriptFlaws.refuse(history);
    SettingNames.withoutEffect(history.settings().flyway()).forEach(progress::detail);
    new ExtensionCheck(history).check(server, done);
    SilentLog.install();
    if (done.isEmpty() && history.initScript().isPresent()) {
      // A setting that Flyway refuses is refused before anything runs.
      configuration(server, history);
      new InitScript(server, dataSource(server, history), history).run(history.initScript().get());
    }
  }

  /** New sessions with the limits that the project sets. */
  static DataSource dataSource(DatabaseServer server, MigrationHistory history) {
    MigrationSettings settings = history.settings();
    return server.dataSource(
        new SessionLimits(settings.statementTimeout(), settings.lockTimeout()));
  }

  /** For one run of Flyway on the server as it is now. */
  static FluentConfiguration configuration(DatabaseServer server, MigrationHistory history) {
    return FlywayConfiguration.of(history, dataSource(server, history));
  }

  /**
   * One run of Flyway.
   *
   * @throws Pause when it was ended before its time
   */
  static void migrate(
      FluentConfiguration configuration,
      DatabaseServer server,
      MigrationHistory history,
      Progress progress,
      ReplayObserver observer) {
    attempt(
        () -> new Flyway(configuration).migrate().warnings.forEach(progress::warned),
        configuration,
        server,
        history,
        observer);
  }

  /** What Flyway does, or what is done for it. */
  interface Work {
    void run() throws SQLException;
  }

  /**
   * Does some work; what is thrown becomes the failure that it is.
   *
   * @throws Pause when it was ended before its time
   */
  static void attempt(
      Work work,
      FluentConfiguration configuration,
      DatabaseServer server,
      MigrationHistory history,
      ReplayObserver observer) {
    try {
      work.run();
    } catch (UnfitPrefixException e) {
      throw e;
    } catch (SQLException
        | RuntimeException
        | LinkageError
        | StackOverflowError
        | OutOfMemoryError e) {
      Pause pause = Causes.find(e, Pause.class);
      if (pause != null) {
        throw pause;
      }
      if (configuration.getDataSource() instanceof KeptSessions sessions) {
        // As Flyway would close them: whoever looks for reasons now finds nothing in the way.
        sessions.close();
      }
      // A parser that a script has driven too far is over and done with when this is reached.
      HistoryResources resources = (HistoryResources) configuration.getResourceProvider();
      throw new FlywayFailures(server, history, observer, resources::lastRead).failure(e);
    }
  }
}
