// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.model.Progress;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Consumer;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * A replay as of a project that was deployed at several versions, one after the other: each step is
 * a run of Flyway, in sessions of its own, over the versioned migrations up to its version.
 * Repeatable migrations, and the callbacks that end a run, come in the last run only: as they are
 * now they need not fit an older version.
 */
public final class ReplayInSteps {

  private static final Set<String> ENDINGS =
      Set.of("afterVersioned", "beforeRepeatables", "afterMigrate", "afterMigrateApplied");

  private final DatabaseServer server;
  private final MigrationHistory history;
  private final Prefixes prefixes;
  private final Progress progress;
  private final ReplayObserver observer;

  /**
   * @param server of a fresh database, or of one that holds the first versioned migrations; stays
   *     open, whatever the outcome
   * @param prefixes of the history; without an obstacle of steps
   */
  public ReplayInSteps(
      DatabaseServer server, MigrationHistory history, Prefixes prefixes, Progress progress) {
    this.server = server;
    this.history = history;
    this.prefixes = prefixes;
    this.progress = progress;
    this.observer = new ReplayObserver(history, server, progress);
  }

  /**
   * Runs what the database does not hold yet.
   *
   * @param restored how many versioned migrations it holds
   * @param visits what is done to the database after so many versioned migrations, none of them
   *     fewer than it holds; nobody is connected then
   * @throws dev.dbagent.model.StageFailure when a migration is refused
   */
  public ReplayedDatabase replay(
      int restored, SortedMap<Integer, Consumer<DatabaseServer>> visits) {
    MigrationReplayer.begin(server, history, prefixes.scripts(restored), progress);
    FluentConfiguration whole = MigrationReplayer.configuration(server, history);
    List<MigrationFile> resumed = prefixes.order().subList(0, restored);
    observer.resumed(resumed);
    int done = restored;
    for (var stop : visits.entrySet()) {
      if (stop.getKey() > done) {
        run(step(stop.getKey()));
        done = stop.getKey();
      }
      stop.getValue().accept(server);
    }
    run(whole);
    return new HistoryTable(server, whole, observer).read(history).on(resumed, false);
  }

  private void run(FluentConfiguration configuration) {
    MigrationReplayer.migrate(
        configuration.callbacks(observer), server, history, progress, observer);
  }

  private FluentConfiguration step(int count) {
    List<MigrationFile> migrations = prefixes.order().subList(0, count);
    List<String> scripts = prefixes.scripts(count);
    return MigrationReplayer.configuration(server, history)
        .resourceProvider(HistoryResources.ofStep(history, migrations, ENDINGS))
        .javaMigrationClassProvider(
            () ->
                history.javaMigrations().getClasses().stream()
                    .filter(type -> scripts.contains(type.getName()))
                    .toList())
        .target(
            MigrationVersion.fromVersion(Objects.requireNonNull(prefixes.last(count).version())));
  }
}
