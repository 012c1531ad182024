// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.migration.MigrationFile;
import dev.dbagent.migration.MigrationHistory;
import dev.dbagent.migration.Prefixes;
import dev.dbagent.migration.ReplayedDatabase;
import dev.dbagent.migration.SeedScript;
import dev.dbagent.model.Progress;
import dev.dbagent.model.Stage;
import dev.dbagent.model.StageFailure;
import dev.dbagent.seed.RideRun;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * After how many migrations a replay stops, and what is done to the database then.
 *
 * @param visits in the order of the migrations
 */
record SeedStops(TreeMap<Integer, Consumer<DatabaseServer>> visits) {

  /**
   * Where scripts run.
   *
   * @throws dev.dbagent.model.StageFailure of kind SEED_SCRIPT_UNPINNED when no migration has the
   *     version that a script is written for
   */
  static SeedStops of(
      List<SeedScript> scripts, MigrationHistory history, Prefixes prefixes, Progress progress) {
    SeedStops stops = new SeedStops(new TreeMap<>());
    for (SeedScript script : scripts) {
      int count = count(script, prefixes);
      MigrationFile last = prefixes.last(count);
      stops.add(
          count,
          server -> {
            progress.advanced(Stage.SEED, scripts.indexOf(script), scripts.size(), script.path());
            script.run(server, history, last);
          });
    }
    return stops;
  }

  /** How many migrations have run when a script runs. */
  static int count(SeedScript script, Prefixes prefixes) {
    return prefixes
        .count(script.version())
        .orElseThrow(
            () ->
                script.unpinned(
                    prefixes
                        .obstacleOfSteps()
                        .map(reason -> "the versions cannot be run one after the other: " + reason)
                        .orElse("there is no migration of version " + script.version())));
  }

  /** Something more is done, after what is done at the same stop. */
  void add(int count, Consumer<DatabaseServer> visit) {
    visits.merge(count, visit, Consumer::andThen);
  }

  /** A migration that fails after a stop may fail over what was brought there. */
  ReplayedDatabase explained(Supplier<ReplayedDatabase> replay) {
    try {
      return replay.get();
    } catch (StageFailure e) {
      throw isEmpty() || e.kind().stage() != Stage.MIGRATION
          ? e
          : new StageFailure(e.facts().note(RideRun.IN_PLACE), e);
    }
  }

  boolean isEmpty() {
    return visits.isEmpty();
  }

  /** After how many migrations the first stop is. */
  int first() {
    return visits.firstKey();
  }
}
