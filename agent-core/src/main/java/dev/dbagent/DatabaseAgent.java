// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import dev.dbagent.cache.StateStore;
import dev.dbagent.diagnosis.DiagnosisCatalogue;
import dev.dbagent.engine.ArtifactSource;
import dev.dbagent.engine.postgres.CacheDirectory;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Progress;
import dev.dbagent.model.StageFailure;
import dev.dbagent.process.WorkerJvm;
import dev.dbagent.seed.RecordSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Owns every database operation of a build. A goal of which everything stands, made of the same as
 * would be made now, is over before any process is started and any library is loaded.
 */
public final class DatabaseAgent {

  private final AgentSettings settings;
  private final ArtifactSource artifacts;
  private final LibrarySource libraries;
  private final Progress progress;
  private final @Nullable WorkerPool workers;

  public DatabaseAgent(
      AgentSettings settings,
      ArtifactSource artifacts,
      LibrarySource libraries,
      Progress progress) {
    this(settings, artifacts, libraries, progress, null);
  }

  /**
   * @param workers JVMs for the work of {@link #prepare} and {@link #generate} where no code of the
   *     user's own takes part in it; null for doing it here
   */
  public DatabaseAgent(
      AgentSettings settings,
      ArtifactSource artifacts,
      LibrarySource libraries,
      Progress progress,
      @Nullable WorkerPool workers) {
    this.workers = workers;
    this.settings = settings;
    this.artifacts = artifacts;
    this.libraries = libraries;
    this.progress = progress;
  }

  /**
   * Replays the migrations, loads the seeds, checks the state, seals it and writes the handoff.
   *
   * @throws AgentException when any of it fails; then no handoff stands
   */
  public GoalOutcome prepare() {
    return prepare(false);
  }

  /**
   * The same.
   *
   * @param isGenerationNext whether the same build generates code next: what that needs is got
   *     ready meanwhile
   * @throws AgentException when any of it fails; then no handoff stands
   */
  public GoalOutcome prepare(boolean isGenerationNext) {
    return run(GoalRun.PREPARE, isGenerationNext);
  }

  /**
   * Generates code from the sealed state of the same inputs; proves the state first when this
   * machine does not hold it.
   *
   * @throws AgentException when it fails; then the sources that stood before still stand
   */
  public GoalOutcome generate() {
    return run(GoalRun.GENERATE, false);
  }

  /**
   * Writes seed files with made-up rows. They are always the same, and the constraints allow them.
   *
   * @param tables as {@code [schema.]table}; none may have a seed file
   * @param rows how many each gets
   * @return a line for each file, for people
   * @throws AgentException when it fails; then no file was written, unless that is what failed
   */
  public List<String> generateSeed(List<String> tables, int rows) {
    libraries.provide();
    AgentSettings usable = settings.onUsableCache(progress);
    GoalRun run = new GoalRun(GoalRun.GENERATE_SEED, usable, progress);
    return run.ask(() -> new Pipeline(usable, artifacts, run).generateSeed(tables, rows));
  }

  /**
   * Brings the seed files to the newest version of the schema, by what the migrations make of their
   * rows. Files of the checkout are changed, so it is for people and not for build servers.
   *
   * @param isUnattended whether a build server runs it; it is refused then
   * @param acceptedLoss how many rows and values may be lost
   * @param base a commit to begin from if migrations below the recorded version have changed; null
   *     for the one where this branch began
   * @return what was done, for people, a line each
   * @throws AgentException when it fails; no file is changed then
   */
  public List<String> updateSeed(boolean isUnattended, long acceptedLoss, @Nullable String base) {
    libraries.provide();
    AgentSettings usable = settings.onUsableCache(progress);
    GoalRun run = new GoalRun(GoalRun.UPDATE_SEED, usable, progress);
    return run.ask(
        () -> {
          if (isUnattended) {
            throw new StageFailure(
                FailureKind.SEED_RIDE_REFUSED,
                "a build server would throw away the files that it brings up to date");
          }
          return new SeedUpdater(SeedReplays.of(usable, artifacts, run.progress()))
              .update(acceptedLoss, base);
        });
  }

  /**
   * Writes rows of a database into seed files, for tables that have none: what scripts add to a
   * database of the agent, or what another database holds, which is only read.
   *
   * @return what was done, for people, a line each
   * @throws AgentException when it fails, also when a value looks like a secret; no file is written
   *     then
   */
  public List<String> recordSeed(RecordSettings record) {
    libraries.provide();
    AgentSettings usable = settings.onUsableCache(progress);
    GoalRun run = new GoalRun(GoalRun.RECORD_SEED, usable, progress);
    return run.ask(
        () -> new SeedRecorder(SeedReplays.of(usable, artifacts, run.progress())).record(record));
  }

  private GoalOutcome run(String goal, boolean isGenerationNext) {
    GoalRun run = new GoalRun(goal, settings, progress);
    if (workers != null) {
      run.takeOver(workers.seen(settings.module()));
    }
    Optional<GoalOutcome> done = run.unlessItStands();
    if (done.isPresent()) {
      return done.get();
    }
    libraries.provide();
    if (!isDoneElsewhere(goal, isGenerationNext, run)) {
      // Where a goal's JVM is Maven's, none is begun for the next.
      try (Ahead ahead = new Ahead()) {
        work(goal, false, run, ahead);
      }
    }
    return GoalOutcome.EXECUTED;
  }

  /** Code of the user's own may print, log, or be debugged: it runs where the build runs. */
  private boolean isDoneElsewhere(String goal, boolean isGenerationNext, GoalRun run) {
    return workers != null
        && settings.migrations().classPath().isEmpty()
        && workers.run(
            new GoalOrder(
                goal, isGenerationNext, settings, run.seen(), WorkerJvm.systemProperties()),
            artifacts,
            progress);
  }

  /** Does a goal's work, whatever stands. */
  void work(GoalOrder order, Ahead ahead) {
    ahead.worksWith(order.seen());
    GoalRun run = new GoalRun(order.goal(), settings, progress, order.seen());
    run.takeOver(ahead.known());
    work(order.goal(), order.isGenerationNext(), run, ahead);
    ahead.knows(run.known());
  }

  private void work(String goal, boolean isGenerationNext, GoalRun run, Ahead ahead) {
    AgentSettings usable = settings.onUsableCache(progress);
    Pipeline pipeline = new Pipeline(usable, artifacts, run, ahead);
    run.run(
        usable,
        () -> {
          if (goal.equals(GoalRun.PREPARE)) {
            pipeline.prepare(isGenerationNext);
          } else {
            pipeline.generate();
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
}
