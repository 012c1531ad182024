// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import dev.dbagent.migration.MigrationFile;
import dev.dbagent.migration.Prefixes;
import dev.dbagent.migration.ReplayedDatabase;
import dev.dbagent.model.Finding;
import dev.dbagent.model.Stage;
import dev.dbagent.seed.SeedLoader;
import dev.dbagent.seed.SeededDatabase;
import dev.dbagent.verification.StateVerifier;
import dev.dbagent.verification.VerifiedState;
import java.util.List;

/** The stages from a server that runs to a state that may be sealed. */
final class VerifiedReplay {

  private final AgentSettings settings;
  private final GoalRun run;
  private final Inputs inputs;

  VerifiedReplay(AgentSettings settings, GoalRun run, Inputs inputs) {
    this.settings = settings;
    this.run = run;
    this.inputs = inputs;
  }

  /**
   * Runs them.
   *
   * @param replayer which has started
   * @param isFilled is run when nothing will change in the database any more
   */
  VerifiedState by(PrefixReplayer replayer, Runnable isFilled) {
    ReplayedDatabase replayed =
        run.timed(Stage.MIGRATION, replayer::replay, ReplayedDatabase::summary);
    run.stood(Stage.MIGRATION, pathsOf(replayed));
    ReplayedDatabase filled = filledByScripts(replayer, replayed);
    List<Finding> noticed = seedsAtTheirVersion(filled, replayer.prefixes());
    SeededDatabase seeded =
        run.timed(
            Stage.SEED,
            () -> SeedLoader.load(filled, inputs.seeds(), run.progress()),
            SeededDatabase::summary);
    isFilled.run();
    return run.timed(
        Stage.VERIFICATION,
        () ->
            StateVerifier.verify(
                seeded, replayer.soundCatalogue(), noticed, settings.failOn(), run.progress()),
        VerifiedState::summary);
  }

  /** What was proved without rows is replayed once more if scripts bring some on the way. */
  private ReplayedDatabase filledByScripts(PrefixReplayer replayer, ReplayedDatabase replayed) {
    SeedStops stops =
        SeedStops.of(
            inputs.seeds().scripts(), inputs.history(), replayer.prefixes(), run.progress());
    return stops.isEmpty() ? replayed : stops.explained(() -> replayer.replayAgainWith(stops));
  }

  /** Seeds that are written for an older version ride to this one, on databases of their own. */
  private List<Finding> seedsAtTheirVersion(ReplayedDatabase replayed, Prefixes prefixes) {
    SeedReplays replays =
        new SeedReplays(
            settings, inputs.history(), inputs.engine(), inputs.store(), run.progress(), prefixes);
    return new SeedGate(replays).check(inputs.seeds(), replayed.server());
  }

  private static List<String> pathsOf(ReplayedDatabase replayed) {
    List<MigrationFile> unapplied = replayed.unapplied();
    return replayed.history().migrations().stream()
        .filter(file -> !unapplied.contains(file))
        .map(MigrationFile::path)
        .toList();
  }
}
