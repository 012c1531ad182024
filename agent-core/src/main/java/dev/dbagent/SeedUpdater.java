// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Finding;
import dev.dbagent.model.Fingerprint;
import dev.dbagent.model.Setting;
import dev.dbagent.model.StageFailure;
import dev.dbagent.outputs.SourceTree;
import dev.dbagent.seed.SeedLoader;
import dev.dbagent.seed.SeedLock;
import dev.dbagent.seed.SeedReport;
import dev.dbagent.seed.SeedSet;
import dev.dbagent.seed.SeedSettings;
import dev.dbagent.seed.SeedUpdate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Brings the seed files from the version for which they are written to the newest one, by what the
 * migrations between make of their rows. What it writes has been loaded once.
 */
final class SeedUpdater {

  private final SeedReplays replays;
  private final SeedSettings seeds;
  private final WrittenSeeds written;

  SeedUpdater(SeedReplays replays) {
    this.replays = replays;
    this.seeds = replays.seeds();
    this.written = WrittenSeeds.of(replays);
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
    if (written.isEmpty()) {
      return List.of("There are no seed files in " + replays.shown());
    }
    checkVersions();
    Optional<SeedLock> lock = written.lock();
    Optional<String> unfit = lock.flatMap(written::unfit);
    if (unfit.isPresent()) {
      return new SeedsOfCommit(replays, lock.get(), unfit.get()).update(acceptedLoss, base);
    }
    Fingerprint before = written.digest();
    int versions = replays.prefixes().versions();
    int at = lock.map(written::recordedAt).orElse(versions);
    if (at == versions) {
      return record(lock, before);
    }
    SeedUpdate update = replays.ride(at, SeedSet.profiles(seeds));
    checkLoss(update, acceptedLoss);
    tryOut(update, loaded -> {});
    List<Finding> hard = replays.adversarial(at);
    boolean isUntouched = lock.filter(it -> it.files().equals(before)).isPresent();
    written.apply(update);
    written.writeLock(isUntouched ? lock.get().source() : before);
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
    written.apply(update);
    if (replays.prefixes().versions() > 0) {
      written.writeLock(written.digest());
    }
  }

  /**
   * @throws StageFailure of kind SEED_RIDE_REFUSED when there are files for an older version
   */
  void checkNewest() {
    Optional<SeedLock> lock = written.isEmpty() ? Optional.empty() : written.lock();
    if (lock.isPresent() && written.recordedAt(lock.get()) < replays.prefixes().versions()) {
      throw written.refused(
          "the seed files that are there are written for version "
              + lock.get().version()
              + "; the goal update-seed brings them to the newest one first");
    }
  }

  private void checkVersions() {
    if (replays.prefixes().versions() == 0) {
      String reason = replays.prefixes().obstacleOfSteps().orElse("no migration has a version");
      throw new StageFailure(
          FailureKind.SEED_RIDE_REFUSED,
          "seeds cannot be told apart by the version of the schema: " + reason);
    }
  }

  /** There is nothing to ride; the files must fit all the same. */
  private List<String> record(Optional<SeedLock> lock, Fingerprint files) {
    String are = "the seeds are written for version " + replays.head();
    if (lock.isPresent() && lock.get().files().equals(files)) {
      return List.of("Up to date: " + are);
    }
    tryOut(SeedUpdate.NONE, loaded -> {});
    written.writeLock(files);
    return List.of("Recorded: " + are);
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
            .at(written.folderPlace())
            .suggest(new Setting("acceptLoss", Long.toString(update.lost())));
    for (SeedReport report : update.reports()) {
      if (report.lost() > 0) {
        facts = facts.note(report + ".");
      }
    }
    throw new StageFailure(facts, null);
  }

  /** The files as they will be must load on what the migrations make. */
  private void tryOut(SeedUpdate update, Consumer<DatabaseServer> look) {
    try {
      Path scratch = Files.createTempDirectory("db-agent-seeds");
      try {
        SeedSettings copy = seeds.in(scratch);
        written.copyTo(copy.folder());
        update.apply(seeds.folder(), copy.folder());
        load(copy.with(List.of()), look);
        SeedSet.profiles(copy).forEach(profile -> load(copy.with(List.of(profile)), loaded -> {}));
      } finally {
        SourceTree.remove(scratch);
      }
    } catch (IOException e) {
      throw written.unwritable(e);
    }
  }

  private void load(SeedSettings copy, Consumer<DatabaseServer> look) {
    SeedSet set = SeedSet.read(copy);
    try (PrefixReplayer replayer = replays.replayer()) {
      look.accept(
          SeedLoader.load(replays.replayed(replayer, set.scripts()), set, replays.progress())
              .server());
    }
  }

  private List<String> told(SeedUpdate update, int at, List<Finding> hard) {
    List<String> told = new ArrayList<>();
    told.add(replays.summary(at, update));
    update.reports().forEach(report -> told.add(report.toString()));
    told.addAll(update.notes());
    update.unprovedTables().ifPresent(told::add);
    hard.forEach(finding -> told.add(finding.toString()));
    return told;
  }
}
