// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Finding;
import dev.dbagent.model.Stage;
import dev.dbagent.model.StageFailure;
import dev.dbagent.seed.SeedLock;
import dev.dbagent.seed.SeedReport;
import dev.dbagent.seed.SeedSet;
import dev.dbagent.seed.SeedUpdate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** In a build: whether the seed files are what the migrations make of them. Changes no file. */
final class SeedGate {

  private final SeedReplays replays;
  private final WrittenSeeds written;

  SeedGate(SeedReplays replays) {
    this.replays = replays;
    this.written = WrittenSeeds.of(replays);
  }

  /**
   * Lets them ride if they are written for an older version.
   *
   * @param loaded the seeds that the build loads
   * @param bare a database on which the migrations and the scripts of these seeds ran
   * @return what is wrong with the files and bearable
   * @throws StageFailure of kind SEED_STALE when they would change, and that is not bearable; or
   *     when a migration fails over their rows
   */
  List<Finding> check(SeedSet loaded, DatabaseServer bare) {
    int versions = replays.prefixes().versions();
    Optional<SeedLock> lock = versions == 0 ? Optional.empty() : written.lock();
    if (lock.isEmpty() || written.isEmpty()) {
      return List.of();
    }
    Optional<String> unfit = written.unfit(lock.get());
    if (unfit.isPresent()) {
      return List.of(stale(Finding.Severity.WARNING, unfit.get()));
    }
    int at = written.recordedAt(lock.get());
    return at == versions ? List.of() : ride(at, loaded, bare);
  }

  private List<Finding> ride(int at, SeedSet loaded, DatabaseServer bare) {
    long start = System.nanoTime();
    replays.know(loaded.scripts(), bare);
    SeedUpdate update = replays.ride(at, replays.seeds().profiles());
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    replays.progress().done(Stage.SEED, replays.summary(at, update), took);
    update.unprovedTables().ifPresent(replays.progress()::warned);
    List<Finding> findings = new ArrayList<>(replays.adversarial(at));
    if (!update.changes().isEmpty()) {
      findings.add(drifted(at, update, findings));
    }
    return findings;
  }

  /** Bearable if the settings say so. */
  private Finding drifted(int at, SeedUpdate update, List<Finding> others) {
    String message =
        "the seeds are written for version "
            + replays.prefixes().last(at).version()
            + ", and the migrations up to version "
            + replays.head()
            + " change them";
    Finding.Severity severity = replays.seeds().drift();
    if (severity != Finding.Severity.ERROR) {
      return stale(severity, message);
    }
    FailureFacts facts = FailureFacts.of(FailureKind.SEED_STALE, message).at(written.lockPlace());
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
        written.lockPlace().file(),
        message + "; the goal update-seed brings them up to date",
        written.lockPlace());
  }
}
