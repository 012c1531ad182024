// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import dev.dbagent.cache.SealedState;
import dev.dbagent.cache.StateLabel;
import dev.dbagent.cache.StateStore;
import dev.dbagent.codegen.CodeGenerator;
import dev.dbagent.engine.ArtifactSource;
import dev.dbagent.engine.DamagedStateException;
import dev.dbagent.engine.DatabaseEngine;
import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.engine.postgres.EmbeddedPostgres;
import dev.dbagent.handoff.Handoff;
import dev.dbagent.handoff.VerifiedFacts;
import dev.dbagent.migration.MigrationFile;
import dev.dbagent.migration.MigrationHistory;
import dev.dbagent.migration.SeedScript;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Fingerprint;
import dev.dbagent.model.Meanwhile;
import dev.dbagent.model.SchemaSnapshot;
import dev.dbagent.model.Stage;
import dev.dbagent.model.StageFailure;
import dev.dbagent.seed.SeedFile;
import dev.dbagent.seed.SeedGenerator;
import dev.dbagent.seed.SeedLock;
import dev.dbagent.seed.SeedSet;
import dev.dbagent.seed.SeedSettings;
import dev.dbagent.verification.StateVerifier;
import dev.dbagent.verification.VerifiedState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The way of the data. Each stage takes the value of the stage before it, so the order cannot be
 * wrong, and nothing is handed on unless every stage ended well.
 */
final class Pipeline {

  private static final String FACTS = "facts";

  private final AgentSettings settings;
  private final ArtifactSource artifacts;
  private final GoalRun run;
  private final Path checkout;
  private final Ahead ahead;

  Pipeline(AgentSettings settings, ArtifactSource artifacts, GoalRun run) {
    this(settings, artifacts, run, new Ahead());
  }

  /**
   * @param ahead what an earlier goal of the same build may have begun for this one, or this one
   *     for a later one
   */
  Pipeline(AgentSettings settings, ArtifactSource artifacts, GoalRun run, Ahead ahead) {
    this(settings, artifacts, run, settings.migrations().projectDirectory(), ahead);
  }

  /**
   * @param checkout where the states are made, for people
   */
  Pipeline(AgentSettings settings, ArtifactSource artifacts, GoalRun run, Path checkout) {
    this(settings, artifacts, run, checkout, new Ahead());
  }

  private Pipeline(
      AgentSettings settings, ArtifactSource artifacts, GoalRun run, Path checkout, Ahead ahead) {
    this.ahead = ahead;
    this.settings = settings;
    this.artifacts = artifacts;
    this.run = run;
    this.checkout = checkout;
  }

  /**
   * @param isGenerationNext whether code will be generated next, by the same JVM
   */
  void prepare(boolean isGenerationNext) {
    Handoff.withdraw(settings.outputDirectory());
    beginServer();
    Inputs inputs = readInputs();
    Optional<VerifiedFacts> known = knownFacts(inputs);
    if (known.isPresent()) {
      handOffAgain(inputs, known.get());
    } else {
      prove(inputs, isGenerationNext, facts -> handOff(inputs, facts));
    }
  }

  /** What it will have to serve is known when all is read, but mostly it is what it always was. */
  private void beginServer() {
    EmbeddedPostgres engine = EmbeddedPostgres.of(settings.engine(), artifacts, run.progress());
    likelyBeginning(engine, store(engine))
        .find()
        .ifPresent(
            state ->
                ahead.begin(
                    state.fingerprint(), () -> PrefixReplayer.marked(engine.start(state.file()))));
  }

  private LikelyBeginning likelyBeginning(DatabaseEngine engine, StateStore store) {
    return new LikelyBeginning(store, engine.fingerprint(), settings.module());
  }

  private StateStore store(EmbeddedPostgres engine) {
    return new StateStore(engine.cache().states(), settings.limits(), run.progress());
  }

  /**
   * Makes a state that was handed on, and hands nothing on.
   *
   * @throws StageFailure of kind STATE_DIFFERS when these inputs make another one
   */
  void rebuild(Expected expected) {
    Inputs inputs;
    try {
      inputs = readInputs();
    } catch (StageFailure e) {
      throw expected.unless(run.made(), e);
    }
    expected.require(inputs.state(), run.made());
    prove(inputs, false, facts -> {});
    if (!inputs.store().keeps(inputs.state())) {
      throw new StageFailure(
          FailureKind.CACHE_UNUSABLE, "the cache folder cannot keep the state that was rebuilt");
    }
  }

  /** The handoff may have to tell something else although the state is the same. */
  private void handOffAgain(Inputs inputs, VerifiedFacts facts) {
    expectAll(inputs);
    List.of(Stage.MIGRATION, Stage.SEED, Stage.VERIFICATION).forEach(run::stood);
    run.found(inputs.history().warnings());
    run.found(facts.findings());
    run.reached(inputs.state());
    String known = "Known: state " + inputs.state().abbreviated() + " was verified before";
    run.progress().done(Stage.VERIFICATION, known, Duration.ZERO);
    handOff(inputs, facts);
  }

  /** Of a state that this machine holds, all is known that there is to tell. */
  private Optional<VerifiedFacts> knownFacts(Inputs inputs) {
    return inputs.store().find(inputs.state()).isEmpty()
        ? Optional.empty()
        : inputs.store().findKept(inputs.told(), FACTS).flatMap(VerifiedFacts::of);
  }

  void generate() {
    run.expect(Stage.CODEGEN, List.of(CodeGenerator.CASE));
    Inputs inputs = readInputs();
    if (inputs.store().find(inputs.state()).isEmpty()) {
      prove(inputs);
    }
    run.reached(inputs.state());
    CodeStage code = code(inputs);
    if (!code.restore()) {
      try (CodeGenerator generator = code.generator();
          DatabaseServer server = startFromState(inputs)) {
        explained(() -> server, () -> code.generate(server, generator));
      }
    }
  }

  private CodeStage code(Inputs inputs) {
    return new CodeStage(settings, run, ahead, inputs);
  }

  List<String> generateSeed(List<String> tables, int rows) {
    Inputs inputs = readInputs();
    SeedSettings seeds = settings.seeds();
    try (DatabaseServer server = startFromState(inputs)) {
      List<String> told = new ArrayList<>();
      explained(
          () -> server,
          () ->
              told.addAll(
                  new SeedGenerator(server.snapshot(), inputs.seeds(), seeds)
                      .generate(server, tables, rows)));
      return told;
    }
  }

  private Inputs readInputs() {
    Ahead.Sources sources = ahead.sources(settings);
    MigrationHistory history = sources.history();
    SeedSet seeds = sources.seeds();
    EmbeddedPostgres engine = EmbeddedPostgres.of(settings.engine(), artifacts, run.progress());
    run.on(engine.product());
    Fingerprint state =
        Fingerprint.of("state")
            .add("agent", AgentVersion.fingerprint())
            .add("engine", engine.fingerprint())
            .add("history", history.fingerprint())
            .add("seeds", seeds.fingerprint())
            .add("lockTimeout", settings.migrations().lockTimeout().toString())
            .add("statementTimeout", settings.migrations().statementTimeout().toString())
            .add("failOn", settings.failOn().name())
            .add("seed lock", SeedLock.read(settings.seeds()).map(SeedLock::text).orElse(""))
            .add("seedDrift", settings.seeds().drift().name())
            .add("adversarialRows", String.valueOf(settings.seeds().triesAdversarialRows()))
            .build();
    return new Inputs(history, seeds, engine, store(engine), state);
  }

  /** A state that turns out to be damaged is forgotten, and made anew from what it was made of. */
  private DatabaseServer startFromState(Inputs inputs) {
    Optional<DatabaseServer> begun = ahead.server(inputs.state());
    if (begun.isPresent()) {
      return begun.get();
    }
    try {
      return startOn(inputs.store().find(inputs.state()), inputs);
    } catch (StageFailure e) {
      if (!DamagedStateException.isBehind(e)) {
        throw e;
      }
      run.progress().warned(e.getMessage() + "; it is made anew");
      inputs.store().forget(inputs.state());
      prove(inputs);
      return startOn(inputs.store().find(inputs.state()), inputs);
    }
  }

  /** Where no state can be kept, the server that goes on is one on which all was done again. */
  private DatabaseServer startOn(Optional<SealedState> kept, Inputs inputs) {
    if (kept.isPresent()) {
      return inputs.engine().start(kept.get().file());
    }
    PrefixReplayer replayer = replayer(inputs);
    try {
      replayer.start();
      VerifiedReplay replay = new VerifiedReplay(settings, run, inputs);
      explained(replayer::server, () -> replay.by(replayer, () -> {}));
      return replayer.server();
    } catch (RuntimeException e) {
      replayer.close();
      throw e;
    }
  }

  /** What the machine has to do with a failure, the server is asked while it is there. */
  private static void explained(Supplier<DatabaseServer> server, Runnable work) {
    try {
      work.run();
    } catch (StageFailure e) {
      throw server.get().explained(e);
    }
  }

  private PrefixReplayer replayer(Inputs inputs) {
    boolean hasSeeds = !inputs.seeds().isEmpty();
    return new PrefixReplayer(
            inputs.engine(), inputs.store(), inputs.history(), hasSeeds, run.progress())
        .of(settings.module(), checkout)
        .with(ahead::server);
  }

  private void prove(Inputs inputs) {
    prove(inputs, false, facts -> handOff(inputs, facts));
  }

  /**
   * @param isGenerationNext whether code will be generated from it next
   * @param then is told what was found, while the server is there
   */
  private void prove(Inputs inputs, boolean isGenerationNext, Consumer<VerifiedFacts> then) {
    expectAll(inputs);
    run.found(inputs.history().warnings());
    try (PrefixReplayer replayer = replayer(inputs)) {
      if (isGenerationNext && replayer.isLikelyToChangeCatalogue()) {
        // There is hardly code already for what comes of that, and a core is idle meanwhile.
        code(inputs).expect();
      }
      // While a server starts that was unpacked before, a core is idle.
      run.beginMade();
      run.timed(
          Stage.ENGINE, replayer::start, started -> "Started: " + inputs.engine().description());
      explained(replayer::server, () -> then.accept(prove(replayer, inputs, isGenerationNext)));
    }
  }

  private VerifiedFacts prove(PrefixReplayer replayer, Inputs inputs, boolean isGenerationNext) {
    Meanwhile<Fingerprint> look = new Meanwhile<>("the catalogue", replayer::catalogue);
    VerifiedState verified = new VerifiedReplay(settings, run, inputs).by(replayer, look::begin);
    run.found(verified.findings());
    VerifiedFacts facts = VerifiedFacts.of(verified);
    byte[] told = facts.toBytes();
    Fingerprint catalogue = look.get();
    CodeStage code = code(inputs);
    boolean isNew = isGenerationNext && !code.isKeptFor(catalogue);
    if (isNew) {
      code.expect();
    }
    Optional<SchemaSnapshot> unwritten = isNew ? Optional.of(verified.schema()) : Optional.empty();
    Optional<SealedState> sealed =
        run.timed(
            Stage.VERIFICATION,
            () -> inputs.store().sealIfPossible(inputs.state(), label(inputs), replayer::seal),
            kept -> kept.map(SealedState::summary).orElse("Verified: a state that is not kept"));
    if (isNew && sealed.isPresent()) {
      DatabaseServer next = replayer.handOn();
      ahead.begin(inputs.state(), () -> resumed(next));
    } else {
      replayer.server().letGo();
    }
    if (sealed.isPresent()) {
      KnownCatalogues.Known known = KnownCatalogues.Known.of(catalogue, verified);
      replayer.share(verified.seeded().replayed(), sealed.get(), known);
      replayer
          .head()
          .ifPresent(head -> likelyBeginning(inputs.engine(), inputs.store()).note(head));
      new KnownCatalogues(inputs.store()).note(inputs.state(), known);
      unwritten.ifPresent(code::writeAhead);
      inputs.store().keep(inputs.told(), FACTS, told);
    }
    run.reached(inputs.state());
    return facts;
  }

  /** What was sealed need not be unpacked to be served by the server that it comes from. */
  private static DatabaseServer resumed(DatabaseServer sealed) {
    try {
      sealed.resume();
      return sealed;
    } catch (StageFailure e) {
      sealed.close();
      throw e;
    }
  }

  private StateLabel label(Inputs inputs) {
    return new StateLabel(
        settings.module(),
        StateLabel.Kind.WHOLE,
        inputs.last(),
        inputs.engine().product(),
        AgentVersion.current(),
        checkout.toString());
  }

  private void expectAll(Inputs inputs) {
    run.expect(
        Stage.MIGRATION, inputs.history().migrations().stream().map(MigrationFile::path).toList());
    run.expect(Stage.SEED, inputs.seeds().scripts().stream().map(SeedScript::path).toList());
    run.expect(Stage.SEED, inputs.seeds().files().stream().map(SeedFile::path).toList());
    run.expect(Stage.VERIFICATION, StateVerifier.checks());
    run.expect(Stage.HANDOFF, List.of(Handoff.FILE_NAME));
  }

  private void handOff(Inputs inputs, VerifiedFacts facts) {
    run.progress().advanced(Stage.HANDOFF, 0, 1, Handoff.FILE_NAME);
    run.timed(
        Stage.HANDOFF,
        () -> {
          Handoff handoff =
              Handoff.of(
                  settings.module(),
                  AgentVersion.current(),
                  inputs.engine().product(),
                  inputs.state(),
                  run.made(),
                  facts);
          StateSources.of(settings, run.made().redaction()).writeTo(settings.outputDirectory());
          handoff.writeTo(settings.outputDirectory());
          return handoff;
        },
        Handoff::summary);
  }
}
