// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import dev.dbagent.cache.StateStore;
import dev.dbagent.engine.ArtifactSource;
import dev.dbagent.engine.DatabaseEngine;
import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.engine.postgres.EmbeddedPostgres;
import dev.dbagent.migration.MigrationHistory;
import dev.dbagent.migration.Prefixes;
import dev.dbagent.migration.ReplayedDatabase;
import dev.dbagent.migration.SeedScript;
import dev.dbagent.model.Finding;
import dev.dbagent.model.Progress;
import dev.dbagent.model.Stage;
import dev.dbagent.model.StageFailure;
import dev.dbagent.seed.RideRun;
import dev.dbagent.seed.SeedRide;
import dev.dbagent.seed.SeedSet;
import dev.dbagent.seed.SeedSettings;
import dev.dbagent.seed.SeedSnapshot;
import dev.dbagent.seed.SeedUpdate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Replays of one history with seeds on the way, each on a database of its own. */
final class SeedReplays {

  private final AgentSettings settings;
  private final SeedSettings seeds;
  private final MigrationHistory history;
  private final DatabaseEngine engine;
  private final StateStore store;
  private final Progress progress;
  private final Prefixes prefixes;
  private final Map<List<String>, SeedSnapshot> withoutFiles = new HashMap<>();

  /**
   * @param prefixes of the history on that engine
   */
  SeedReplays(
      AgentSettings settings,
      MigrationHistory history,
      DatabaseEngine engine,
      StateStore store,
      Progress progress,
      Prefixes prefixes) {
    this.settings = settings;
    this.seeds = settings.seeds();
    this.history = history;
    this.engine = engine;
    this.store = store;
    this.progress = progress;
    this.prefixes = prefixes;
  }

  static SeedReplays of(AgentSettings settings, ArtifactSource artifacts, Progress progress) {
    EmbeddedPostgres engine = EmbeddedPostgres.of(settings.engine(), artifacts, progress);
    MigrationHistory history = MigrationHistory.read(settings.migrations());
    return new SeedReplays(
        settings,
        history,
        engine,
        new StateStore(engine.cache().states(), settings.limits(), progress),
        progress,
        PrefixReplayer.prefixes(engine, history));
  }

  /** The same history with seed files elsewhere. */
  SeedReplays with(SeedSettings others) {
    return new SeedReplays(settings.with(others), history, engine, store, progress, prefixes);
  }

  AgentSettings settings() {
    return settings;
  }

  MigrationHistory history() {
    return history;
  }

  SeedSettings seeds() {
    return seeds;
  }

  Progress progress() {
    return progress;
  }

  /** The history's versions, one after the other. */
  Prefixes prefixes() {
    return prefixes;
  }

  /** The newest version. */
  String head() {
    return String.valueOf(prefixes.last(prefixes.versions()).version());
  }

  /** The folder of the seeds, as people write it. */
  String shown() {
    return settings.migrations().shown(seeds.folder());
  }

  PrefixReplayer replayer() {
    return new PrefixReplayer(engine, store, history, true, progress)
        .of(settings.module(), settings.migrations().projectDirectory());
  }

  /** A database with the migrations and some scripts, which the replayer starts. */
  ReplayedDatabase replayed(PrefixReplayer replayer, List<SeedScript> scripts) {
    SeedStops stops = stops(scripts);
    return stops.explained(() -> replayer.replayWith(stops));
  }

  /**
   * What is known already needs no replay.
   *
   * @param bare a database on which the migrations and these scripts ran
   */
  void know(List<SeedScript> scripts, DatabaseServer bare) {
    withoutFiles.put(paths(scripts), SeedSnapshot.of(bare, historyTable()));
  }

  /**
   * Lets the files ride.
   *
   * @param at how many versions they are written for
   * @param profiles those whose files ride
   */
  SeedUpdate ride(int at, List<String> profiles) {
    return new SeedRide(seeds, set -> run(set, at), set -> withoutFiles(scripts(set, at)))
        .update(profiles);
  }

  /** What a ride came to, for people. */
  String summary(int at, SeedUpdate update) {
    return "Rode: the seeds went from version "
        + prefixes.last(at).version()
        + " to version "
        + head()
        + (update.changes().isEmpty() ? ", and no file changes" : "");
  }

  /** What the migrations after a version do to rows that nobody has, if that is wanted. */
  List<Finding> adversarial(int at) {
    if (!seeds.triesAdversarialRows()) {
      return List.of();
    }
    SeedSet set = SeedSet.read(seeds);
    List<SeedScript> scripts = scripts(set, at);
    AdversarialRuns runs =
        new AdversarialRuns(this::replayer, () -> stops(scripts), prefixes, set, historyTable());
    return runs.findings(at, withoutFiles(scripts).schema(), progress);
  }

  /**
   * The scripts that ran before the files were written. Later ones stay at home: their rows are not
   * the files', and would get other numbers from sequences than without the files.
   */
  private List<SeedScript> scripts(SeedSet set, int at) {
    return set.scripts().stream().filter(it -> SeedStops.count(it, prefixes) <= at).toList();
  }

  /** What the migrations make with some scripts. */
  private SeedSnapshot withoutFiles(List<SeedScript> scripts) {
    return withoutFiles.computeIfAbsent(
        paths(scripts),
        key -> {
          try (PrefixReplayer replayer = replayer()) {
            return SeedSnapshot.of(replayed(replayer, scripts).server(), historyTable());
          }
        });
  }

  private static List<String> paths(List<SeedScript> scripts) {
    return scripts.stream().map(SeedScript::path).toList();
  }

  private SeedStops stops(List<SeedScript> scripts) {
    return SeedStops.of(scripts, history, prefixes, Progress.silent());
  }

  private RideRun run(SeedSet set, int at) {
    List<SeedScript> scripts = scripts(set, at);
    SeedSnapshot later = withoutFiles(scripts);
    List<RideRun.Start> started = new ArrayList<>();
    SeedStops stops = stops(scripts);
    stops.add(at, server -> started.add(RideRun.start(server, set, later, historyTable())));
    try (PrefixReplayer replayer = replayer()) {
      try {
        ReplayedDatabase replayed = replayer.replayWith(stops);
        return started.get(0).end(replayed.server(), historyTable());
      } catch (StageFailure e) {
        throw explained(e, replayer.server(), started);
      }
    }
  }

  private StageFailure explained(
      StageFailure e, DatabaseServer server, List<RideRun.Start> started) {
    StageFailure failure = server.explained(e);
    return started.isEmpty() || failure.kind().stage() != Stage.MIGRATION
        ? failure
        : started.get(0).explained(failure, server, historyTable());
  }

  private String historyTable() {
    return settings.migrations().historyTable();
  }
}
