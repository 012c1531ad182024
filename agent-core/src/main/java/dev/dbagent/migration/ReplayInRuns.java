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
  private final ReplayObserver observer;

  ReplayInRuns(
      DatabaseServer server, MigrationHistory history, Progress progress, Prefixes prefixes) {
    this.server = server;
    this.history = history;
    this.progress = progress;
    this.prefixes = prefixes;
    this.observer = new ReplayObserver(history, server, progress);
  }

  ReplayedDatabase replay(int restored, Checkpoints checkpoints) {
    List<MigrationFile> resumed =
        IntStream.rangeClosed(1, restored).mapToObj(prefixes::last).toList();
    SessionWatch watch = new SessionWatch(server, history, prefixes, checkpoints);
    observer.watched(watch, resumed);
    boolean isWhole = restored == 0;
    FluentConfiguration configuration = MigrationReplayer.configuration(server, history);
    OptionalInt pause = run(configuration, watch, isWhole);
    while (pause.isPresent()) {
      isWhole = false;
      int done = pause.getAsInt();
      check(prefixes.scripts(done), new HistoryTable(server, configuration, observer).scripts());
      checkpoints.keep(done);
      configuration = MigrationReplayer.configuration(server, history);
      pause = run(configuration, watch, isWhole);
    }
    ReplayedDatabase replayed = new HistoryTable(server, configuration, observer).read(history);
    List<String> scripts = replayed.applied().stream().map(AppliedMigration::script).toList();
    if (!isWhole) {
      check(prefixes.scripts(), scripts);
    }
    boolean isPrefix = !prefixes.areFollowed() && prefixes.scripts().equals(scripts);
    return replayed.on(resumed, isPrefix && watch.isClean() && prefixes.allow(prefixes.size()));
  }

  /** Returns after how many migrations it was ended; nothing when it came to its end. */
  private OptionalInt run(FluentConfiguration configuration, SessionWatch watch, boolean isWhole) {
    watch.begin();
    try {
      MigrationReplayer.migrate(
          configuration.callbacks(observer), server, history, progress, observer);
      return OptionalInt.empty();
    } catch (Pause pause) {
      return OptionalInt.of(pause.done());
    } catch (StageFailure e) {
      if (!isWhole && mayBeForWantOfTheSession(e)) {
        throw new UnfitPrefixException("a migration misses what an earlier one left: " + e, e);
      }
      throw e;
    }
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
