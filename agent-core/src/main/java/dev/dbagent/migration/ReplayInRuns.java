// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Progress;
import dev.dbagent.model.SqlFault;
import dev.dbagent.model.StageFailure;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * A replay in as many runs of Flyway as there are checkpoints due, from a restored state or none.
 */
final class ReplayInRuns {

  /**
   * What is missing is of a session: the value of a sequence there (55000), a prepared statement, a
   * cursor (PostgreSQL manual, appendix A).
   */
  private static final Set<String> OF_A_SESSION = Set.of("55000", "26000", "34000");

  private static final String NO_PARAMETER = "unrecognized configuration parameter";

  private final DatabaseServer server;
  private final MigrationHistory history;
  private final Progress progress;
  private final Prefixes prefixes;
  private final Checkpoints checkpoints;
  private final Windows windows;
  private final ReplayObserver observer;
  private final SessionWatch watch;

  private KeptSessions sessions;
  private int runs;
  private boolean isWhole;
  private boolean isSeenWhole = true;

  ReplayInRuns(
      DatabaseServer server,
      MigrationHistory history,
      Progress progress,
      Prefixes prefixes,
      Checkpoints checkpoints,
      Windows windows) {
    this.server = server;
    this.history = history;
    this.progress = progress;
    this.prefixes = prefixes;
    this.checkpoints = checkpoints;
    this.windows = windows;
    this.observer = new ReplayObserver(history, server, progress);
    this.watch = new SessionWatch(server, history, prefixes, checkpoints);
    this.sessions = newSessions();
  }

  ReplayedDatabase replay(int restored) {
    List<MigrationFile> resumed =
        IntStream.rangeClosed(1, restored).mapToObj(prefixes::last).toList();
    observer.watched(watch, resumed);
    isWhole = restored == 0;
    try {
      runAll(restored);
    } finally {
      sessions.close();
    }
    FluentConfiguration configuration = MigrationReplayer.configuration(server, history);
    ReplayedDatabase replayed = new HistoryTable(server, configuration, observer).read(history);
    List<String> scripts = replayed.applied().stream().map(AppliedMigration::script).toList();
    if (!isWhole || !isSeenWhole) {
      check(prefixes.scripts(), scripts);
    }
    boolean isPrefix = !prefixes.areFollowed() && prefixes.scripts().equals(scripts);
    return replayed.on(resumed, isPrefix && watch.isClean() && prefixes.allow(prefixes.size()));
  }

  private void runAll(int restored) {
    watch.expect(windows.areWorthwhile(restored), true);
    OptionalInt pause = run(whole());
    while (pause.isPresent()) {
      int done = pause.getAsInt();
      boolean isWindow = !isSeenWhole || windows.areWorthwhile(done);
      watch.expect(false, !isWindow || windows.isLast(done));
      isSeenWhole = isSeenWhole && !isWindow;
      pause = isWindow ? runWindow(done) : run(whole());
    }
  }

  private OptionalInt runWindow(int done) {
    OptionalInt pause = run(window(done));
    return pause.isPresent() || windows.isLast(done) ? pause : OptionalInt.of(windows.end(done));
  }

  private FluentConfiguration whole() {
    sessions.begin();
    return FlywayConfiguration.of(history, sessions);
  }

  /**
   * What concerns the whole history was checked by the first run, and where the history table is
   * was decided by it, whatever schemas there are by now.
   */
  private FluentConfiguration window(int done) {
    FluentConfiguration configuration =
        whole()
            .resourceProvider(HistoryResources.of(history, windows.from(done)))
            .validateOnMigrate(false);
    return configuration.getDefaultSchema() == null && configuration.getSchemas().length == 0
        ? configuration.defaultSchema(observer.currentSchema())
        : configuration;
  }

  /** How many runs of Flyway there were. */
  int runs() {
    return runs;
  }

  private KeptSessions newSessions() {
    watch.begin();
    return new KeptSessions(MigrationReplayer.dataSource(server, history));
  }

  /** Returns after how many migrations it was ended; nothing when it came to its end. */
  private OptionalInt run(FluentConfiguration configuration) {
    runs++;
    try {
      MigrationReplayer.migrate(
          configuration.callbacks(observer), server, history, progress, observer);
      return OptionalInt.empty();
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
        || (!isSeenWhole && failure.kind() == FailureKind.HISTORY_REJECTED);
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
