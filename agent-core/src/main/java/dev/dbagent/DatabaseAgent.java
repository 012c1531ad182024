// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import dev.dbagent.cache.SealedState;
import dev.dbagent.cache.StateStore;
import dev.dbagent.codegen.CodeGenerator;
import dev.dbagent.codegen.GeneratedSources;
import dev.dbagent.diagnosis.DiagnosisCatalogue;
import dev.dbagent.engine.ArtifactSource;
import dev.dbagent.engine.DatabaseEngine;
import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.engine.postgres.CacheDirectory;
import dev.dbagent.engine.postgres.EmbeddedPostgres;
import dev.dbagent.handoff.Handoff;
import dev.dbagent.migration.MigrationHistory;
import dev.dbagent.migration.MigrationReplayer;
import dev.dbagent.migration.ReplayedDatabase;
import dev.dbagent.model.Fingerprint;
import dev.dbagent.model.Progress;
import dev.dbagent.model.Stage;
import dev.dbagent.model.StageFailure;
import dev.dbagent.seed.SeedLoader;
import dev.dbagent.seed.SeedSet;
import dev.dbagent.seed.SeededDatabase;
import dev.dbagent.verification.StateVerifier;
import dev.dbagent.verification.VerifiedState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
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
    return diagnosed(
        () -> {
          Handoff.withdraw(settings.outputDirectory());
          return prove(readInputs());
        });
  }

  /**
   * Generates code from the sealed state of the same inputs; proves the state first when this
   * machine does not hold it.
   *
   * @throws AgentException when it fails; then the sources that stood before still stand
   */
  public GeneratedSources generate() {
    return diagnosed(
        () -> {
          Inputs inputs = readInputs();
          SealedState sealed =
              inputs.store().find(inputs.state()).orElseGet(() -> proveAndFind(inputs));
          try (DatabaseServer server = inputs.engine().start(sealed.file())) {
            return timed(
                Stage.CODEGEN,
                () -> CodeGenerator.generate(server, settings.generator(), progress),
                GeneratedSources::summary);
          }
        });
  }

  /**
   * Forgets the states, templates and binaries of a cache; what a running build uses stays.
   *
   * @param directory the cache, null for the current user's own
   * @return what was done, for people
   */
  public static String cleanCache(@Nullable Path directory) {
    return diagnosed(
        () -> {
          CacheDirectory cache = CacheDirectory.of(directory);
          int states = new StateStore(cache.states()).clear();
          return "Emptied "
              + cache.root()
              + ": "
              + states
              + " states, templates"
              + (cache.clear() ? " and binaries" : "; a running build keeps its binaries");
        });
  }

  /** Everything that decides the outcome, read before any process starts. */
  private record Inputs(
      MigrationHistory history,
      SeedSet seeds,
      DatabaseEngine engine,
      StateStore store,
      Fingerprint state) {}

  private Inputs readInputs() {
    MigrationHistory history = MigrationHistory.read(settings.migrations());
    SeedSet seeds = SeedSet.read(settings.seeds());
    EmbeddedPostgres engine = EmbeddedPostgres.of(settings.engine(), artifacts, progress);
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

  private SealedState proveAndFind(Inputs inputs) {
    prove(inputs);
    return inputs.store().find(inputs.state()).orElseThrow();
  }

  private Handoff prove(Inputs inputs) {
    try (DatabaseServer server =
        timed(
            Stage.ENGINE,
            inputs.engine()::start,
            started -> "Started: " + inputs.engine().description())) {
      ReplayedDatabase replayed =
          timed(
              Stage.MIGRATION,
              () -> new MigrationReplayer().replay(server, inputs.history(), progress),
              ReplayedDatabase::summary);
      SeededDatabase seeded =
          timed(
              Stage.SEED,
              () -> SeedLoader.load(replayed, inputs.seeds(), progress),
              SeededDatabase::summary);
      VerifiedState verified =
          timed(
              Stage.VERIFICATION,
              () -> StateVerifier.verify(seeded, settings.failOn()),
              VerifiedState::summary);
      verified.findings().forEach(finding -> progress.warned(finding.toString()));
      SealedState sealed =
          timed(
              Stage.VERIFICATION,
              () -> inputs.store().seal(inputs.state(), server::seal),
              SealedState::summary);
      return timed(
          Stage.HANDOFF,
          () -> handOff(verified, inputs.engine().product(), sealed),
          Handoff::summary);
    }
  }

  private Handoff handOff(VerifiedState verified, String product, SealedState sealed) {
    Handoff handoff =
        Handoff.of(
            settings.module(), AgentVersion.current(), product, sealed.fingerprint(), verified);
    handoff.writeTo(settings.outputDirectory());
    return handoff;
  }

  private <T> T timed(Stage stage, Supplier<T> work, Function<T, String> summary) {
    long start = System.nanoTime();
    T result = work.get();
    progress.done(stage, summary.apply(result), Duration.ofNanos(System.nanoTime() - start));
    return result;
  }

  private static <T> T diagnosed(Supplier<T> work) {
    try {
      return work.get();
    } catch (StageFailure e) {
      throw new AgentException(DiagnosisCatalogue.diagnose(e), e);
    }
  }
}
