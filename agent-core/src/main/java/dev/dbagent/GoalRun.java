// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import dev.dbagent.cache.StateStore;
import dev.dbagent.diagnosis.Diagnosis;
import dev.dbagent.diagnosis.DiagnosisCatalogue;
import dev.dbagent.engine.postgres.CacheDirectory;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.FileTrouble;
import dev.dbagent.model.Finding;
import dev.dbagent.model.Fingerprint;
import dev.dbagent.model.Meanwhile;
import dev.dbagent.model.Place;
import dev.dbagent.model.Progress;
import dev.dbagent.model.Stage;
import dev.dbagent.model.StageFailure;
import dev.dbagent.outputs.OutputRecord;
import dev.dbagent.outputs.SeenFiles;
import dev.dbagent.provenance.Changes;
import dev.dbagent.provenance.Ingredients;
import dev.dbagent.provenance.VerifiedRecords;
import dev.dbagent.report.Outcome;
import dev.dbagent.report.Reports;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One run of a goal: what is written down of it while it lasts, and what is said of it when it
 * ends, well or not. Good for one use.
 */
final class GoalRun {

  static final String PREPARE = "prepare";
  static final String GENERATE = "generate";
  static final String GENERATE_SEED = "generate-seed";
  static final String UPDATE_SEED = "update-seed";
  static final String RECORD_SEED = "record-seed";
  static final String REBUILD = "rebuild";

  private final String goal;
  private AgentSettings settings;
  private final Journal journal;
  private final String looks;
  private final SeenFiles seenFiles;
  private @Nullable String inputs;
  private @Nullable Meanwhile<Ingredients> made;

  /** The thread that remembers it sets it. */
  private volatile @Nullable KnownInputs known;

  private final List<Finding> findings = new ArrayList<>();
  private final List<String> told = new ArrayList<>();
  private @Nullable String engine;
  private @Nullable Fingerprint state;

  /**
   * @param progress is told everything
   */
  GoalRun(String goal, AgentSettings settings, Progress progress) {
    this(goal, settings, progress, InputKey.stamps(settings));
  }

  /**
   * @param seen what the goal works with, which somebody has seen already
   */
  GoalRun(String goal, AgentSettings settings, Progress progress, SeenInputs seen) {
    this(goal, settings, progress, seen.looks());
    know(seen);
  }

  private GoalRun(String goal, AgentSettings settings, Progress progress, String looks) {
    this.goal = goal;
    this.settings = settings;
    this.journal = new Journal(progress);
    this.looks = looks;
    this.seenFiles = SeenFiles.notedIn(settings.outputDirectory().resolve(GENERATE + ".seen"));
  }

  /** Knows what was seen by an earlier goal, if it still looks the same. */
  void takeOver(@Nullable SeenInputs earlier) {
    if (earlier != null && earlier.isOf(looks)) {
      know(earlier);
    }
  }

  /** Knows what the goal before has found out about the same. */
  void takeOver(@Nullable KnownInputs earlier) {
    known = earlier;
  }

  /** What it has found out about what it worked with; null before it has ended well. */
  @Nullable KnownInputs known() {
    return known;
  }

  private void know(SeenInputs seen) {
    inputs = seen.checksum();
  }

  /** What the goal works with, as it was when it was asked for first. */
  SeenInputs seen() {
    return new SeenInputs(looks, inputs());
  }

  /** The checksum of what the goal works with, as it was when it was asked for first. */
  private String inputs() {
    String checksum = inputs == null ? InputKey.checksum(settings) : inputs;
    inputs = checksum;
    return checksum;
  }

  /** Of the generated code. */
  SeenFiles seenFiles() {
    return seenFiles;
  }

  /** To be told what the stages tell. */
  Progress progress() {
    return journal;
  }

  /** The same in full. */
  Ingredients made() {
    KnownInputs same = known;
    return same == null ? making().get() : same.made();
  }

  /**
   * Begins to read it, on a thread of its own, unless that has begun: it is wanted when the work is
   * done, or has failed.
   */
  void beginMade() {
    if (known == null) {
      making();
    }
  }

  private Meanwhile<Ingredients> making() {
    Meanwhile<Ingredients> begun = made;
    if (begun == null) {
      AgentSettings current = settings;
      begun = new Meanwhile<>("db-agent ingredients", () -> Recipe.of(current));
      begun.begin();
      made = begun;
    }
    return begun;
  }

  /** Names what should get its turn in a stage. */
  void expect(Stage stage, List<String> names) {
    journal.expect(stage, names);
  }

  /** What should get its turn in a stage has had it in an earlier build. */
  void stood(Stage stage) {
    journal.stood(stage);
  }

  /** These had their turn in an earlier build, unless they had it in this one. */
  void stood(Stage stage, List<String> names) {
    journal.stood(stage, names);
  }

  /** On which product the goal works. */
  void on(String product) {
    engine = product;
  }

  /** Something was noticed; whoever watches is told if it is no failure. */
  void found(List<Finding> noticed) {
    findings.addAll(noticed);
    List<String> sentences = noticed.stream().map(Finding::toString).toList();
    // What is wrong with a state is for the goal to tell again that hands it on.
    sentences.forEach(goal.equals(PREPARE) ? this::tellAgain : journal::warned);
  }

  /** Warns now, and again whenever the goal need not run because nothing has changed. */
  void tellAgain(String warning) {
    told.add(warning);
    journal.warned(warning);
  }

  /** The state that the goal hands on or generates from. */
  void reached(Fingerprint verified) {
    state = verified;
  }

  /** Does a piece of work and tells how long it took. */
  <T> T timed(Stage stage, Supplier<T> work, Function<T, String> summary) {
    long start = System.nanoTime();
    T result = work.get();
    journal.done(stage, summary.apply(result), since(start));
    return result;
  }

  /**
   * Sees whether there is anything to do. Of a cache that cannot be used nothing is said here:
   * whoever does the work tells of it.
   *
   * @return what was done instead; empty when the work is to be done
   */
  Optional<GoalOutcome> unlessItStands() {
    long start = System.nanoTime();
    try {
      GoalOutputs outputs = outputs();
      Optional<OutputRecord> record = outputs.untouched(looks);
      if (record.isEmpty()) {
        record = outputs.standing(inputs());
      }
      GoalOutcome outcome = GoalOutcome.UP_TO_DATE;
      if (record.isEmpty()) {
        record = outputs.restored(inputs(), looks);
        outcome = GoalOutcome.FROM_CACHE;
        if (record.isEmpty()) {
          return Optional.empty();
        }
        remembered().ifPresent(journal::detail);
      }
      for (String warning : record.get().told()) {
        journal.warned(warning);
      }
      Stage stage = goal.equals(PREPARE) ? Stage.HANDOFF : Stage.CODEGEN;
      journal.done(stage, summary(outcome, record.get()), since(start));
      return Optional.of(outcome);
    } catch (IOException | StageFailure e) {
      journal.detail("nothing can be taken from an earlier build: " + e);
      return Optional.empty();
    }
  }

  private static String summary(GoalOutcome outcome, OutputRecord record) {
    String state = "state " + record.state().abbreviated();
    return outcome == GoalOutcome.UP_TO_DATE
        ? "Up to date: " + state
        : "Restored: what an earlier build made of the same, " + state;
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /**
   * Does the goal's work.
   *
   * @param usable the settings with a cache that can be used
   * @throws AgentException when it fails, after everything was written down
   */
  void run(AgentSettings usable, Runnable work) {
    settings = usable;
    inputs();
    try {
      withdraw();
      work.run();
      beginMade();
      Meanwhile<Optional<String>> remembered = new Meanwhile<>("db-agent memory", this::remembered);
      remembered.begin();
      Meanwhile<InputNames> inputsNow = new Meanwhile<>("db-agent inputs", this::inputsNow);
      inputsNow.begin();
      report(null, null);
      keep(inputsNow.get());
      remembered.get().ifPresent(journal::detail);
    } catch (StageFailure e) {
      throw failure(e);
    }
  }

  /**
   * Does work of a goal that makes nothing which a later build could take over.
   *
   * @throws AgentException when it fails, after that was written down
   */
  <T> T ask(Supplier<T> work) {
    making();
    try {
      return work.get();
    } catch (StageFailure e) {
      throw failure(e);
    }
  }

  private AgentException failure(StageFailure e) {
    StageFailure harmless = made().redaction().of(e);
    Diagnosis diagnosis = DiagnosisCatalogue.diagnose(harmless);
    Changes changes = changes(diagnosis.facts().place()).orElse(null);
    report(diagnosis, changes);
    return new AgentException(diagnosis, changes, harmless);
  }

  private GoalOutputs outputs() {
    CacheDirectory cache = CacheDirectory.of(settings.engine().cacheDirectory());
    StateStore store = new StateStore(cache.states(), settings.limits(), journal);
    return new GoalOutputs(goal, settings, store, seenFiles);
  }

  private void withdraw() {
    try {
      outputs().withdraw();
    } catch (IOException e) {
      throw new StageFailure(
          FailureKind.HANDOFF_UNWRITABLE,
          "the record in "
              + settings.outputDirectory()
              + " cannot be deleted: "
              + FileTrouble.words(e),
          e);
    }
  }

  private InputNames inputsNow() {
    return InputNames.known(settings, seen(), made()).orElseGet(() -> InputNames.read(settings));
  }

  /** Unless somebody has edited a file meanwhile: nobody knows then what was made of what. */
  private void keep(InputNames inputsNow) {
    if (!inputsNow.checksum().equals(inputs())) {
      journal.detail("what was made is not kept for the next build: its inputs have changed since");
      return;
    }
    try {
      outputs().keep(inputsNow, looks, Objects.requireNonNull(state), told);
    } catch (IOException | StageFailure e) {
      journal.detail("what was made cannot be kept for the next build: " + e);
    }
  }

  /** Remembers what this state is made of, or says why it cannot. */
  private Optional<String> remembered() {
    KnownInputs same = known;
    try {
      if (same == null) {
        known = new KnownInputs(made(), records().keep(module(), checkout(), made()));
      } else {
        records().keepSame(module(), checkout(), same.remembered());
      }
      return Optional.empty();
    } catch (IOException | StageFailure e) {
      return Optional.of("what this state is made of could not be remembered: " + e);
    }
  }

  private Optional<Changes> changes(@Nullable Place place) {
    String first = place == null ? null : place.file();
    try {
      return records().find(module(), checkout()).map(last -> Changes.between(last, made(), first));
    } catch (StageFailure e) {
      // The cache cannot be used, so nothing is remembered there.
      return Optional.empty();
    }
  }

  private void report(@Nullable Diagnosis diagnosis, @Nullable Changes changes) {
    Outcome outcome =
        new Outcome(
            settings.module(),
            AgentVersion.current(),
            goal,
            engine,
            state == null ? null : state.hex(),
            journal.cases(diagnosis),
            findings,
            diagnosis,
            changes);
    Reports.write(outcome, settings.outputDirectory(), settings.reports()).forEach(journal::warned);
  }

  /** Forgets what every module was made of when it last worked. */
  static void forgetAll(CacheDirectory cache) {
    List.of(PREPARE, GENERATE).forEach(goal -> records(cache, goal).clear());
  }

  private VerifiedRecords records() {
    return records(CacheDirectory.of(settings.engine().cacheDirectory()), goal);
  }

  /** Of each goal its own: that one worked says nothing of the other. */
  private static VerifiedRecords records(CacheDirectory cache, String goal) {
    return new VerifiedRecords(cache.verified().resolve(goal));
  }

  /** Without the version, which changes with every release. */
  private String module() {
    String coordinates = settings.module();
    return coordinates.substring(0, coordinates.lastIndexOf(':'));
  }

  private Path checkout() {
    return settings.migrations().projectDirectory();
  }
}
