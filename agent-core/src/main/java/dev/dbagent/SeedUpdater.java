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
import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.FileTrouble;
import dev.dbagent.model.Finding;
import dev.dbagent.model.Fingerprint;
import dev.dbagent.model.Place;
import dev.dbagent.model.Progress;
import dev.dbagent.model.Setting;
import dev.dbagent.model.Stage;
import dev.dbagent.model.StageFailure;
import dev.dbagent.outputs.SourceTree;
import dev.dbagent.seed.CommittedFiles;
import dev.dbagent.seed.RideRun;
import dev.dbagent.seed.SeedLoader;
import dev.dbagent.seed.SeedLock;
import dev.dbagent.seed.SeedReport;
import dev.dbagent.seed.SeedRide;
import dev.dbagent.seed.SeedSet;
import dev.dbagent.seed.SeedSettings;
import dev.dbagent.seed.SeedSnapshot;
import dev.dbagent.seed.SeedUpdate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Brings the seed files from the version for which they are written to the newest one, by what the
 * migrations between make of their rows.
 */
final class SeedUpdater {

  private final AgentSettings settings;
  private final SeedSettings seeds;
  private final Progress progress;
  private final MigrationHistory history;
  private final DatabaseEngine engine;
  private final StateStore store;
  private final Prefixes prefixes;
  private final Map<List<String>, SeedSnapshot> withoutFiles = new HashMap<>();

  SeedUpdater(
      AgentSettings settings,
      MigrationHistory history,
      DatabaseEngine engine,
      StateStore store,
      Progress progress) {
    this.settings = settings;
    this.seeds = settings.seeds();
    this.progress = progress;
    this.history = history;
    this.engine = engine;
    this.store = store;
    this.prefixes = replayer().prefixes();
  }

  static SeedUpdater of(AgentSettings settings, ArtifactSource artifacts, Progress progress) {
    EmbeddedPostgres engine = EmbeddedPostgres.of(settings.engine(), artifacts, progress);
    return new SeedUpdater(
        settings,
        MigrationHistory.read(settings.migrations()),
        engine,
        new StateStore(engine.cache().states(), settings.limits(), progress),
        progress);
  }

  PrefixReplayer replayer() {
    return new PrefixReplayer(engine, store, history, true, progress)
        .of(settings.module(), settings.migrations().projectDirectory());
  }

  /**
   * Rewrites the files.
   *
   * @param acceptedLoss how many rows and values may be lost
   * @param base a commit to begin from if migrations below the recorded version have changed; null
   *     for the one where this branch began
   * @return what was done, for people
   * @throws StageFailure when seeds or migrations fail, or more would be lost; no file is changed
   *     then
   */
  List<String> update(long acceptedLoss, @Nullable String base) {
    if (SeedRide.files(seeds).isEmpty()) {
      return List.of("There are no seed files in " + shown());
    }
    checkPrefixes();
    Optional<SeedLock> lock = SeedLock.read(seeds);
    Optional<String> unfit = lock.flatMap(this::unfit);
    if (unfit.isPresent()) {
      return updateFromCommit(lock.get(), unfit.get(), acceptedLoss, base);
    }
    Fingerprint before = digest();
    int at = lock.map(this::recordedAt).orElse(prefixes.versions());
    if (at == prefixes.versions()) {
      return record(lock);
    }
    SeedUpdate update = ride(at, SeedSet.profiles(seeds));
    checkLoss(update, acceptedLoss);
    tryOut(update);
    List<Finding> hard = adversarial(at);
    boolean isUntouched = lock.filter(it -> it.files().equals(before)).isPresent();
    write(update, isUntouched ? lock.get().source() : before);
    return told(update, at, hard);
  }

  /**
   * Adds files to those that are there.
   *
   * @param update makes new files only, written for the newest version
   * @param look is shown a database with all of them loaded, and may refuse
   * @throws StageFailure when the files that are there are written for an older version, or the new
   *     ones do not load; no file is written then
   */
  void add(SeedUpdate update, Consumer<DatabaseServer> look) {
    checkNewest();
    try {
      tryOut(update, look);
    } catch (StageFailure e) {
      throw new StageFailure(
          e.facts().note("The files were tried out first, and none of them was written."), e);
    }
    apply(update);
    if (prefixes.versions() > 0) {
      writeLock(digest());
    }
  }

  /**
   * @throws StageFailure of kind SEED_RIDE_REFUSED when there are files for an older version
   */
  void checkNewest() {
    Optional<SeedLock> lock =
        SeedRide.files(seeds).isEmpty() ? Optional.empty() : SeedLock.read(seeds);
    if (lock.isPresent() && recordedAt(lock.get()) < prefixes.versions()) {
      throw refused(
          "the seed files that are there are written for version "
              + lock.get().version()
              + "; the goal update-seed brings them to the newest one first");
    }
  }

  private void checkPrefixes() {
    if (prefixes.versions() == 0) {
      String reason = prefixes.obstacleOfSteps().orElse("no migration has a version");
      throw new StageFailure(
          FailureKind.SEED_RIDE_REFUSED,
          "seeds cannot be told apart by the version of the schema: " + reason);
    }
  }

  /**
   * Lets the files of a commit ride that fit the migrations as they are. Those of the checkout were
   * made by a ride over other migrations, and are replaced.
   *
   * @throws StageFailure of kind SEED_RIDE_REFUSED when a person's edits would be lost, or the
   *     commit's files do not fit either
   */
  private List<String> updateFromCommit(
      SeedLock lock, String unfit, long acceptedLoss, @Nullable String base) {
    if (!digest().equals(lock.files())) {
      throw refused(unfit + ", and the seed files were edited since");
    }
    try {
      Path scratch = Files.createTempDirectory("db-agent-seeds");
      try {
        CommittedFiles committed = new CommittedFiles(seeds.folder());
        String commit =
            committed.base(base).orElseThrow(() -> refused(unfit + ", and git knows no base"));
        SeedSettings there = seeds.in(scratch);
        committed.copyTo(there.folder(), commit);
        SeedUpdater other = new SeedUpdater(settings.with(there), history, engine, store, progress);
        String shown = commit.substring(0, Math.min(10, commit.length()));
        other.checkIsSourceOf(lock, unfit, shown);
        List<String> told = new ArrayList<>();
        told.add("Took the seed files of commit " + shown + ", because " + unfit);
        told.addAll(other.update(acceptedLoss, null));
        replaceBy(there);
        return told;
      } finally {
        SourceTree.remove(scratch);
      }
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /** Whether rides alone have made the files of a lock out of these. */
  private void checkIsSourceOf(SeedLock later, String unfit, String commit) {
    Optional<SeedLock> lock = SeedLock.read(seeds);
    if (lock.flatMap(this::unfit).isPresent() || lock.isEmpty()) {
      throw refused(unfit + ", and those of commit " + commit + " do not fit them either");
    }
    Fingerprint files = digest();
    boolean isOnTheWay =
        files.equals(lock.get().files()) && lock.get().source().equals(later.source());
    if (!files.equals(later.source()) && !isOnTheWay) {
      throw refused(
          unfit
              + ", and the seed files were edited after commit "
              + commit
              + " and before they rode");
    }
  }

  private void replaceBy(SeedSettings there) throws IOException {
    List<Path> made = new ArrayList<>(SeedRide.files(there));
    made.add(there.folder().resolve(SeedLock.NAME));
    for (Path file : made) {
      Path target = seeds.folder().resolve(there.folder().relativize(file));
      if (Files.notExists(target) || Files.mismatch(file, target) >= 0) {
        Files.createDirectories(target.resolveSibling(""));
        Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
      }
    }
    // Last: until here no row is only in a file that is not there yet.
    for (Path file : SeedRide.files(seeds)) {
      if (Files.notExists(there.folder().resolve(seeds.folder().relativize(file)))) {
        Files.delete(file);
      }
    }
  }

  /** How many migrations the files are written for. */
  private int recordedAt(SeedLock lock) {
    Optional<String> unfit = unfit(lock);
    if (unfit.isPresent()) {
      throw refused(unfit.get());
    }
    return prefixes.count(lock.version()).orElseThrow();
  }

  /** Why the files cannot be of a version of this history. */
  private Optional<String> unfit(SeedLock lock) {
    OptionalInt count = prefixes.count(lock.version());
    if (count.isEmpty()) {
      return Optional.of(
          "there is no migration of version "
              + lock.version()
              + ", for which the seeds are written");
    }
    return prefixes.content(count.getAsInt()).equals(lock.history())
        ? Optional.empty()
        : Optional.of(
            "migrations up to version "
                + lock.version()
                + " have changed since the seeds were written for them");
  }

  private StageFailure refused(String message) {
    return new StageFailure(FailureKind.SEED_RIDE_REFUSED, message, lockPlace());
  }

  private Place lockPlace() {
    return Place.file(shown() + "/" + SeedLock.NAME);
  }

  private String shown() {
    return settings.migrations().shown(seeds.folder());
  }

  /** There is nothing to ride; the files must fit all the same. */
  private List<String> record(Optional<SeedLock> lock) {
    String version = head();
    Fingerprint files = digest();
    if (lock.isPresent() && lock.get().files().equals(files)) {
      return List.of("Up to date: the seeds are written for version " + version);
    }
    tryOut(SeedUpdate.NONE);
    writeLock(files);
    return List.of("Recorded: the seeds are written for version " + version);
  }

  private String head() {
    return String.valueOf(prefixes.last(prefixes.versions()).version());
  }

  /**
   * In a build: whether the files are what the migrations make of them. No file is changed.
   *
   * @param loaded the seeds that the build loads
   * @param bare a database on which the migrations and the scripts of these seeds ran
   * @return what is wrong with the files and bearable
   * @throws StageFailure of kind SEED_STALE when they are not, and that is not bearable; or when a
   *     migration fails over their rows
   */
  List<Finding> check(SeedSet loaded, DatabaseServer bare) {
    Optional<SeedLock> lock = prefixes.versions() == 0 ? Optional.empty() : SeedLock.read(seeds);
    if (lock.isEmpty() || SeedRide.files(seeds).isEmpty()) {
      return List.of();
    }
    Optional<String> unfit = unfit(lock.get());
    if (unfit.isPresent()) {
      return List.of(stale(Finding.Severity.WARNING, unfit.get()));
    }
    int at = recordedAt(lock.get());
    if (at == prefixes.versions()) {
      return List.of();
    }
    long start = System.nanoTime();
    withoutFiles.put(paths(loaded.scripts()), SeedSnapshot.of(bare, historyTable()));
    SeedUpdate update = ride(at, seeds.profiles());
    progress.done(Stage.SEED, rode(at, update), Duration.ofNanos(System.nanoTime() - start));
    update.unprovedTables().ifPresent(progress::warned);
    List<Finding> findings = new ArrayList<>(adversarial(at));
    if (!update.changes().isEmpty()) {
      findings.add(drifted(at, update, findings));
    }
    return findings;
  }

  private List<Finding> adversarial(int at) {
    if (!seeds.triesAdversarialRows()) {
      return List.of();
    }
    SeedSet set = SeedSet.read(seeds);
    List<SeedScript> scripts = scripts(set, at);
    AdversarialRuns runs =
        new AdversarialRuns(this::replayer, () -> stops(scripts), prefixes, set, historyTable());
    return runs.findings(at, withoutFiles(scripts).schema(), progress);
  }

  /** Bearable if the settings say so. */
  private Finding drifted(int at, SeedUpdate update, List<Finding> others) {
    String message =
        "the seeds are written for version "
            + prefixes.last(at).version()
            + ", and the migrations up to version "
            + head()
            + " change them";
    if (seeds.drift() != Finding.Severity.ERROR) {
      return stale(seeds.drift(), message);
    }
    FailureFacts facts = FailureFacts.of(FailureKind.SEED_STALE, message).at(lockPlace());
    for (SeedReport report : update.reports()) {
      facts = facts.note(report + ".");
    }
    for (Finding other : others) {
      facts = facts.note(other + ".");
    }
    throw new StageFailure(facts, null);
  }

  private Finding stale(Finding.Severity severity, String message) {
    return new Finding(
        FailureKind.SEED_STALE,
        severity,
        lockPlace().file(),
        message + "; the goal update-seed brings them up to date",
        lockPlace());
  }

  private String historyTable() {
    return settings.migrations().historyTable();
  }

  private SeedUpdate ride(int at, List<String> profiles) {
    return new SeedRide(seeds, set -> run(set, at), set -> withoutFiles(scripts(set, at)))
        .update(profiles);
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

  /** A database with the migrations and some scripts, which the replayer starts. */
  ReplayedDatabase replayed(PrefixReplayer replayer, List<SeedScript> scripts) {
    SeedStops stops = stops(scripts);
    return stops.explained(() -> replayer.replayWith(stops));
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

  private void checkLoss(SeedUpdate update, long accepted) {
    if (update.lost() <= accepted) {
      return;
    }
    FailureFacts facts =
        FailureFacts.of(
                FailureKind.SEED_LOSS_UNACKNOWLEDGED,
                "the migrations take "
                    + update.lost()
                    + (update.lost() == 1 ? " row or value" : " rows or values")
                    + " away from the seeds")
            .at(Place.file(shown()))
            .suggest(new Setting("acceptLoss", Long.toString(update.lost())));
    for (SeedReport report : update.reports()) {
      if (report.lost() > 0) {
        facts = facts.note(report + ".");
      }
    }
    throw new StageFailure(facts, null);
  }

  /** The files as they will be must load on what the migrations make. */
  private void tryOut(SeedUpdate update) {
    tryOut(update, loaded -> {});
  }

  private void tryOut(SeedUpdate update, Consumer<DatabaseServer> look) {
    try {
      Path scratch = Files.createTempDirectory("db-agent-seeds");
      try {
        SeedSettings copy = seeds.in(scratch);
        copyTo(copy.folder());
        update.apply(seeds.folder(), copy.folder());
        load(copy.with(List.of()), look);
        SeedSet.profiles(copy).forEach(profile -> load(copy.with(List.of(profile)), loaded -> {}));
      } finally {
        SourceTree.remove(scratch);
      }
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private void load(SeedSettings copy, Consumer<DatabaseServer> look) {
    SeedSet set = SeedSet.read(copy);
    try (PrefixReplayer replayer = replayer()) {
      look.accept(SeedLoader.load(replayed(replayer, set.scripts()), set, progress).server());
    }
  }

  private void copyTo(Path folder) throws IOException {
    for (Path file : SeedRide.files(seeds)) {
      if (Files.isRegularFile(file)) {
        Path copy = folder.resolve(seeds.folder().relativize(file));
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }

  private void write(SeedUpdate update, Fingerprint source) {
    apply(update);
    writeLock(source);
  }

  private void apply(SeedUpdate update) {
    try {
      update.apply(seeds.folder(), seeds.folder());
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private void writeLock(Fingerprint source) {
    Fingerprint history = prefixes.content(prefixes.versions());
    SeedLock lock = new SeedLock(head(), history, digest(), source);
    try {
      Files.writeString(seeds.folder().resolve(SeedLock.NAME), lock.text());
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private StageFailure unwritable(IOException e) {
    return new StageFailure(
        FailureKind.SEED_RIDE_REFUSED,
        "the seed files cannot be written: " + FileTrouble.words(e),
        Place.file(shown()),
        null,
        e);
  }

  /** Over the files as they are. */
  private Fingerprint digest() {
    Fingerprint.Builder files = Fingerprint.of("seed files");
    for (Path file : SeedRide.files(seeds)) {
      files.add(seeds.folder().relativize(file).toString().replace('\\', '/'), content(file));
    }
    return files.build();
  }

  /** Without line ends' differences between checkouts. */
  private String content(Path file) {
    try {
      return Files.readString(file).replace("\r\n", "\n");
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private List<String> told(SeedUpdate update, int at, List<Finding> hard) {
    List<String> told = new ArrayList<>();
    told.add(rode(at, update));
    update.reports().forEach(report -> told.add(report.toString()));
    told.addAll(update.notes());
    update.unprovedTables().ifPresent(told::add);
    hard.forEach(finding -> told.add(finding.toString()));
    return told;
  }

  private String rode(int at, SeedUpdate update) {
    return "Rode: the seeds went from version "
        + prefixes.last(at).version()
        + " to version "
        + head()
        + (update.changes().isEmpty() ? ", and no file changes" : "");
  }
}
