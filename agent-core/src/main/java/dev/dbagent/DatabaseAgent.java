// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import dev.dbagent.cache.SealedState;
import dev.dbagent.cache.StateStore;
import dev.dbagent.codegen.CodeGenerator;
import dev.dbagent.codegen.GeneratedSources;
import dev.dbagent.diagnosis.DiagnosisCatalogue;
import dev.dbagent.engine.ArtifactSource;
import dev.dbagent.engine.DamagedStateException;
import dev.dbagent.engine.DatabaseEngine;
import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.engine.postgres.CacheDirectory;
import dev.dbagent.engine.postgres.EmbeddedPostgres;
import dev.dbagent.handoff.Handoff;
import dev.dbagent.migration.MigrationFile;
import dev.dbagent.migration.MigrationHistory;
import dev.dbagent.migration.ReplayedDatabase;
import dev.dbagent.model.Fingerprint;
import dev.dbagent.model.Progress;
import dev.dbagent.model.Stage;
import dev.dbagent.model.StageFailure;
import dev.dbagent.seed.SeedFile;
import dev.dbagent.seed.SeedLoader;
import dev.dbagent.seed.SeedSet;
import dev.dbagent.seed.SeededDatabase;
import dev.dbagent.verification.StateVerifier;
import dev.dbagent.verification.VerifiedState;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Owns every database operation of a build. Each stage takes the value of the stage before it, so
 * the order cannot be wrong, and nothing is handed on unless every stage ended well.
 */
public final class DatabaseAgent {

  private final AgentSettings settings;
  private final ArtifactSource artifacts;
  private final Progress progress;

  public DatabaseAgent(AgentSettings settings, ArtifactSource artifacts, Progress progress) {
    this.settings = settings;
    this.artifacts = artifacts;
    this.progress = progress;
  }

  /**
   * Replays the migrations, loads the seeds, checks the state, seals it and writes the handoff.
   *
   * @throws AgentException when any of it fails; then no handoff stands
   */
  public Handoff prepare() {
    GoalRun run = new GoalRun(GoalRun.PREPARE, settings, progress);
    return run.run(
        () -> {
          Handoff.withdraw(settings.outputDirectory());
          return prove(readInputs(run), run);
        });
  }

  /**
   * Generates code from the sealed state of the same inputs; proves the state first when this
   * machine does not hold it.
   *
   * @throws AgentException when it fails; then the sources that stood before still stand
   */
  public GeneratedSources generate() {
    GoalRun run = new GoalRun(GoalRun.GENERATE, settings, progress);
    return run.run(
        () -> {
          run.expect(Stage.CODEGEN, List.of(CodeGenerator.CASE));
          Inputs inputs = readInputs(run);
          try (DatabaseServer server = startFromState(inputs, run)) {
            run.reached(inputs.state());
            return run.timed(
                Stage.CODEGEN,
                on(
                    () -> server,
                    () ->
                        CodeGenerator.generate(
                            server,
                            settings.generator(),
                            inputs.history().origins()::of,
                            run.progress())),
                GeneratedSources::summary);
          }
        });
  }

  /**
   * Forgets the states, templates and binaries of a cache, and what was verified last; what a
   * running build uses stays.
   *
   * @param directory the cache, null for the current user's own
   * @return what was done, for people
   */
  public static String cleanCache(@Nullable Path directory) {
    try {
      CacheDirectory cache = CacheDirectory.of(directory);
      int states = new StateStore(cache.states()).clear();
      GoalRun.forgetAll(cache);
      return "Emptied "
          + cache.root()
          + ": "
          + states
          + " states, templates"
          + (cache.clear() ? " and binaries" : "; a running build keeps its binaries");
    } catch (StageFailure e) {
      throw new AgentException(DiagnosisCatalogue.diagnose(e), null, e);
    }
  }

  /** Everything that decides the outcome, read before any process starts. */
  private record Inputs(
      MigrationHistory history,
      SeedSet seeds,
      DatabaseEngine engine,
      StateStore store,
      Fingerprint state) {}

  private Inputs readInputs(GoalRun run) {
    MigrationHistory history = MigrationHistory.read(settings.migrations());
    SeedSet seeds = SeedSet.read(settings.seeds());
    EmbeddedPostgres engine = EmbeddedPostgres.of(settings.engine(), artifacts, run.progress());
    run.on(engine.product());
    Fingerprint state =
        Fingerprint.of("state")
            .add("agent", AgentVersion.current())
            .add("engine", engine.fingerprint())
            .add("history", history.fingerprint())
            .add("seeds", seeds.fingerprint())
            .add("failOn", settings.failOn().name())
            .build();
    return new Inputs(history, seeds, engine, new StateStore(engine.cache().states()), state);
  }

  /** A state that turns out to be damaged is forgotten, and made anew from what it was made of. */
  private DatabaseServer startFromState(Inputs inputs, GoalRun run) {
    SealedState sealed =
        inputs.store().find(inputs.state()).orElseGet(() -> proveAndFind(inputs, run));
    try {
      return inputs.engine().start(sealed.file());
    } catch (StageFailure e) {
      if (!DamagedStateException.isBehind(e)) {
        throw e;
      }
      run.progress().warned(e.getMessage() + "; it is made anew");
      inputs.store().forget(inputs.state());
      return inputs.engine().start(proveAndFind(inputs, run).file());
    }
  }

  private SealedState proveAndFind(Inputs inputs, GoalRun run) {
    prove(inputs, run);
    return inputs.store().find(inputs.state()).orElseThrow();
  }

  private Handoff prove(Inputs inputs, GoalRun run) {
    expectAll(inputs, run);
    run.found(inputs.history().warnings());
    boolean hasSeeds = !inputs.seeds().files().isEmpty();
    try (PrefixReplayer replayer =
        new PrefixReplayer(
            inputs.engine(), inputs.store(), inputs.history(), hasSeeds, run.progress())) {
      run.timed(
          Stage.ENGINE, replayer::start, started -> "Started: " + inputs.engine().description());
      return on(replayer::server, () -> prove(replayer, inputs, run)).get();
    }
  }

  private Handoff prove(PrefixReplayer replayer, Inputs inputs, GoalRun run) {
    ReplayedDatabase replayed =
        run.timed(Stage.MIGRATION, replayer::replay, ReplayedDatabase::summary);
    SeededDatabase seeded =
        run.timed(
            Stage.SEED,
            () -> SeedLoader.load(replayed, inputs.seeds(), run.progress()),
            SeededDatabase::summary);
    VerifiedState verified =
        run.timed(
            Stage.VERIFICATION,
            () -> StateVerifier.verify(seeded, settings.failOn(), run.progress()),
            VerifiedState::summary);
    run.found(verified.findings());
    SealedState sealed =
        run.timed(
            Stage.VERIFICATION,
            () -> inputs.store().seal(inputs.state(), replayer::seal),
            SealedState::summary);
    replayer.share(replayed, sealed);
    run.reached(sealed.fingerprint());
    return run.timed(
        Stage.HANDOFF,
        () -> handOff(verified, inputs.engine().product(), sealed, run),
        Handoff::summary);
  }

  /** Work with a server that is asked, should the work fail, what the machine has to do with it. */
  private static <T> Supplier<T> on(Supplier<DatabaseServer> server, Supplier<T> work) {
    return () -> {
      try {
        return work.get();
      } catch (StageFailure e) {
        throw server.get().explained(e);
      }
    };
  }

  private static void expectAll(Inputs inputs, GoalRun run) {
    run.expect(
        Stage.MIGRATION, inputs.history().migrations().stream().map(MigrationFile::path).toList());
    run.expect(Stage.SEED, inputs.seeds().files().stream().map(SeedFile::path).toList());
    run.expect(Stage.VERIFICATION, StateVerifier.checks());
    run.expect(Stage.HANDOFF, List.of(Handoff.FILE_NAME));
  }

  private Handoff handOff(VerifiedState verified, String product, SealedState sealed, GoalRun run) {
    run.progress().advanced(Stage.HANDOFF, 0, 1, Handoff.FILE_NAME);
    Handoff handoff =
        Handoff.of(
            settings.module(),
            AgentVersion.current(),
            product,
            sealed.fingerprint(),
            run.made(),
            verified);
    handoff.writeTo(settings.outputDirectory());
    return handoff;
  }
}
