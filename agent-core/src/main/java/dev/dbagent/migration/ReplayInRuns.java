// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Progress;
import dev.dbagent.model.SqlFault;
import dev.dbagent.model.StageFailure;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.pattern.ValidatePattern;
import org.jspecify.annotations.Nullable;

/**
 * A replay in as many runs as there are checkpoints due, from a restored state or none. Of a long
 * history most is run directly, between a first run of Flyway and a last one: the first checks the
 * history as a whole, the last what has been written into its table.
 */
final class ReplayInRuns {

  /**
   * What is missing is of a session: the value of a sequence there (55000), a prepared statement, a
   * cursor (PostgreSQL manual, appendix A).
   */
  private static final Set<String> OF_A_SESSION = Set.of("55000", "26000", "34000");

  private static final String NO_PARAMETER = "unrecognized configuration parameter";

  /** In the table, and not among the files that Flyway sees. */
  private static final ValidatePattern HIDDEN = ValidatePattern.fromPattern("*:missing");

  private final DatabaseServer server;
  private final MigrationHistory history;
  private final Progress progress;
  private final Prefixes prefixes;
  private final Checkpoints checkpoints;
  private final RunPlan plan;
  private final ReplayObserver observer;
  private final SessionWatch watch;

  private HistoryResources resources;
  private KeptSessions sessions;
  private boolean isPartHidden;
  private int runs;
  private boolean isWhole;
  private boolean isDirect;
  private @Nullable DirectRun direct;

  ReplayInRuns(
      DatabaseServer server,
      MigrationHistory history,
      Progress progress,
      Prefixes prefixes,
      Checkpoints checkpoints,
      RunPlan plan) {
    this.server = server;
    this.history = history;
    this.progress = progress;
    this.prefixes = prefixes;
    this.checkpoints = checkpoints;
    this.plan = plan;
    this.observer = new ReplayObserver(history, server, progress);
    this.watch = new SessionWatch(server, history, prefixes, checkpoints);
    this.resources = new HistoryResources(history);
    this.sessions = newSessions();
  }

  ReplayedDatabase replay(int restored) {
    List<MigrationFile> resumed =
        IntStream.rangeClosed(1, restored).mapToObj(prefixes::last).toList();
    observer.watched(watch, resumed);
    isWhole = restored == 0;
    hide(resumed);
    try {
      runAll(restored);
    } finally {
      sessions.close();
      if (direct != null) {
        direct.close();
      }
    }
    FluentConfiguration configuration = MigrationReplayer.configuration(server, history);
    ReplayedDatabase replayed = new HistoryTable(server, configuration, observer).read(history);
    List<String> scripts = replayed.applied().stream().map(AppliedMigration::script).toList();
    if (!isWhole || isDirect) {
      check(prefixes.scripts(), scripts);
    }
    boolean isPrefix = !prefixes.areFollowed() && prefixes.scripts().equals(scripts);
    return replayed.on(resumed, isPrefix && watch.isClean() && prefixes.allow(prefixes.size()));
  }

  /**
   * Of what a restored state holds Flyway need not see more than the last one, by which it tells
   * that the others are earlier: their texts are part of the state's name, and Flyway has checked
   * them when the state was made. It reads, sorts and compares all that it sees, several times.
   */
  private void hide(List<MigrationFile> restored) {
    if (restored.size() > 1 && plan.isOfEach()) {
      isPartHidden = true;
      resources = HistoryResources.without(history, restored.subList(0, restored.size() - 1));
    }
  }

  private void runAll(int restored) {
    OptionalInt pause = byFlyway(restored);
    while (pause.isPresent()) {
      int done = pause.getAsInt();
      List<MigrationFile> next = watch.isPutBack() ? plan.direct(done) : List.of();
      pause = next.isEmpty() ? byFlyway(done) : directly(next, done);
    }
  }

  private OptionalInt byFlyway(int done) {
    runs++;
    watch.expect(!plan.direct(done + 1).isEmpty(), true);
    FluentConfiguration configuration = configuration();
    return run(
        () -> MigrationReplayer.migrate(configuration, server, history, progress, observer),
        configuration,
        OptionalInt.empty());
  }

  private OptionalInt directly(List<MigrationFile> migrations, int done) {
    isDirect = true;
    watch.expect(false, false);
    FluentConfiguration configuration = configuration();
    return run(
        () ->
            MigrationReplayer.attempt(
                () -> runDirectly(migrations, configuration),
                configuration,
                server,
                history,
                observer),
        configuration,
        OptionalInt.of(done + migrations.size()));
  }

  private void runDirectly(List<MigrationFile> migrations, FluentConfiguration configuration)
      throws SQLException {
    if (direct == null) {
      HistoryTable table = new HistoryTable(server, configuration, observer);
      direct = new DirectRun(configuration, observer, watch, table);
      direct.begin();
      sessions.begin();
    }
    direct.run(sessions.getConnection(), migrations);
  }

  /** Where the history table is was decided by the first run, whatever schemas there are by now. */
  private FluentConfiguration configuration() {
    sessions.begin();
    FluentConfiguration configuration =
        FlywayConfiguration.of(history, sessions).resourceProvider(resources).callbacks(observer);
    if (isPartHidden) {
      configuration.ignoreMigrationPatterns(
          Stream.concat(Stream.of(configuration.getIgnoreMigrationPatterns()), Stream.of(HIDDEN))
              .toArray(ValidatePattern[]::new));
    }
    boolean isDecided =
        !isDirect
            || configuration.getDefaultSchema() != null
            || configuration.getSchemas().length > 0;
    return isDecided ? configuration : configuration.defaultSchema(observer.currentSchema());
  }

  /** How many runs of Flyway there were. */
  int runs() {
    return runs;
  }

  private KeptSessions newSessions() {
    watch.begin();
    return new KeptSessions(MigrationReplayer.dataSource(server, history));
  }

  /**
   * Returns after how many migrations a run was ended.
   *
   * @param end after how many it ends by itself; nothing when all are done then
   */
  private OptionalInt run(Runnable work, FluentConfiguration configuration, OptionalInt end) {
    try {
      work.run();
      return end;
    } catch (Pause pause) {
      if (pause.isCheckpoint()) {
        keep(pause.done(), configuration);
      }
      return OptionalInt.of(pause.done());
    } catch (StageFailure e) {
      if (mayBeOfTheRuns(e)) {
        throw new UnfitPrefixException("a migration misses what an earlier one left: " + e, e);
      }
      throw e;
    }
  }

  private void keep(int done, FluentConfiguration configuration) {
    isWhole = false;
    sessions.close();
    check(prefixes.scripts(done), new HistoryTable(server, configuration, observer).scripts());
    checkpoints.keep(done);
    sessions = newSessions();
  }

  private boolean mayBeOfTheRuns(StageFailure failure) {
    return (!isWhole && mayBeForWantOfTheSession(failure))
        || (isDirect && failure.kind() == FailureKind.HISTORY_REJECTED);
  }

  private static boolean mayBeForWantOfTheSession(StageFailure failure) {
    SqlFault fault = failure.fault();
    return failure.kind() == FailureKind.HISTORY_REJECTED || isOfASession(fault);
  }

  private static boolean isOfASession(@Nullable SqlFault fault) {
    return fault != null
        && (OF_A_SESSION.contains(fault.sqlState()) || fault.message().startsWith(NO_PARAMETER));
  }

  private static void check(List<String> expected, List<String> found) {
    if (!found.equals(expected)) {
      throw new UnfitPrefixException("the history table does not hold the scripts that ran");
    }
  }
}
