// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import dev.dbagent.model.Fingerprint;
import dev.dbagent.model.StageFailure;
import dev.dbagent.outputs.SourceTree;
import dev.dbagent.seed.CommittedFiles;
import dev.dbagent.seed.SeedLock;
import dev.dbagent.seed.SeedSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets the files of a commit ride where those of the checkout fit no version of the history any
 * more: a ride over other migrations has made them, and they are replaced.
 */
final class SeedsOfCommit {

  private final SeedReplays replays;
  private final WrittenSeeds here;
  private final SeedLock lock;
  private final String unfit;

  /**
   * @param lock of the checkout
   * @param unfit why its files cannot ride
   */
  SeedsOfCommit(SeedReplays replays, SeedLock lock, String unfit) {
    this.replays = replays;
    this.here = WrittenSeeds.of(replays);
    this.lock = lock;
    this.unfit = unfit;
  }

  /**
   * Replaces the files.
   *
   * @param acceptedLoss how many rows and values may be lost
   * @param base the commit; null for the one where this branch began
   * @return what was done, for people
   * @throws StageFailure of kind SEED_RIDE_REFUSED when a person's edits would be lost, or the
   *     commit's files do not fit either; no file is changed then
   */
  List<String> update(long acceptedLoss, @Nullable String base) {
    if (!here.digest().equals(lock.files())) {
      throw here.refused(unfit + ", and the seed files were edited since");
    }
    try {
      Path scratch = Files.createTempDirectory("db-agent-seeds");
      try {
        return update(acceptedLoss, base, replays.seeds().in(scratch));
      } finally {
        SourceTree.remove(scratch);
      }
    } catch (IOException e) {
      throw here.unwritable(e);
    }
  }

  private List<String> update(long acceptedLoss, @Nullable String base, SeedSettings there)
      throws IOException {
    CommittedFiles committed = new CommittedFiles(replays.seeds().folder());
    String commit =
        committed.base(base).orElseThrow(() -> here.refused(unfit + ", and git knows no base"));
    committed.copyTo(there.folder(), commit);
    SeedReplays others = replays.with(there);
    String brief = commit.substring(0, Math.min(10, commit.length()));
    checkIsSource(WrittenSeeds.of(others), brief);
    List<String> told = new ArrayList<>();
    told.add("Took the seed files of commit " + brief + ", because " + unfit);
    told.addAll(new SeedUpdater(others).update(acceptedLoss, null));
    here.replaceBy(there);
    return told;
  }

  /** Whether rides alone have made the files of the checkout out of these. */
  private void checkIsSource(WrittenSeeds committed, String commit) {
    Optional<SeedLock> first = committed.lock();
    if (first.flatMap(committed::unfit).isPresent() || first.isEmpty()) {
      throw here.refused(unfit + ", and those of commit " + commit + " do not fit them either");
    }
    Fingerprint files = committed.digest();
    boolean isOnTheWay =
        files.equals(first.get().files()) && first.get().source().equals(lock.source());
    if (!files.equals(lock.source()) && !isOnTheWay) {
      throw here.refused(
          unfit
              + ", and the seed files were edited after commit "
              + commit
              + " and before they rode");
    }
  }
}
