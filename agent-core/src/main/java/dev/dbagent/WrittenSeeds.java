// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import dev.dbagent.migration.Prefixes;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.FileTrouble;
import dev.dbagent.model.Fingerprint;
import dev.dbagent.model.Place;
import dev.dbagent.model.StageFailure;
import dev.dbagent.seed.SeedLock;
import dev.dbagent.seed.SeedRide;
import dev.dbagent.seed.SeedSettings;
import dev.dbagent.seed.SeedUpdate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The seed files as they lie in a folder, and the version of a history they are written for. */
final class WrittenSeeds {

  private final SeedSettings seeds;
  private final Prefixes prefixes;
  private final String shown;

  private WrittenSeeds(SeedSettings seeds, Prefixes prefixes, String shown) {
    this.seeds = seeds;
    this.prefixes = prefixes;
    this.shown = shown;
  }

  static WrittenSeeds of(SeedReplays replays) {
    return new WrittenSeeds(replays.seeds(), replays.prefixes(), replays.shown());
  }

  boolean isEmpty() {
    return SeedRide.files(seeds).isEmpty();
  }

  Place folderPlace() {
    return Place.file(shown);
  }

  Place lockPlace() {
    return Place.file(shown + "/" + SeedLock.NAME);
  }

  Optional<SeedLock> lock() {
    return SeedLock.read(seeds);
  }

  /**
   * How many migrations the files are written for.
   *
   * @throws StageFailure of kind SEED_RIDE_REFUSED when they are not of a version of this history
   */
  int recordedAt(SeedLock lock) {
    Optional<String> unfit = unfit(lock);
    if (unfit.isPresent()) {
      throw refused(unfit.get());
    }
    return prefixes.count(lock.version()).orElseThrow();
  }

  /** Why the files cannot be of a version of this history. */
  Optional<String> unfit(SeedLock lock) {
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

  StageFailure refused(String message) {
    return new StageFailure(FailureKind.SEED_RIDE_REFUSED, message, lockPlace());
  }

  /** Over the files as they are. */
  Fingerprint digest() {
    Fingerprint.Builder files = Fingerprint.of("seed files");
    for (Path file : SeedRide.files(seeds)) {
      files.add(name(file), content(file));
    }
    return files.build();
  }

  private String name(Path file) {
    return seeds.folder().relativize(file).toString().replace('\\', '/');
  }

  /** Without line ends' differences between checkouts. */
  private String content(Path file) {
    try {
      return Files.readString(file).replace("\r\n", "\n");
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  void copyTo(Path folder) throws IOException {
    for (Path file : SeedRide.files(seeds)) {
      if (Files.isRegularFile(file)) {
        Path copy = folder.resolve(seeds.folder().relativize(file));
        Files.createDirectories(copy.resolveSibling(""));
        Files.copy(file, copy);
      }
    }
  }

  /** Makes the files and the lock those of another folder. */
  void replaceBy(SeedSettings others) throws IOException {
    List<Path> made = new ArrayList<>(SeedRide.files(others));
    made.add(others.folder().resolve(SeedLock.NAME));
    for (Path file : made) {
      Path target = seeds.folder().resolve(others.folder().relativize(file));
      if (Files.notExists(target) || Files.mismatch(file, target) >= 0) {
        Files.createDirectories(target.resolveSibling(""));
        Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
      }
    }
    // Last: until here no row is only in a file that is not there yet.
    for (Path file : SeedRide.files(seeds)) {
      if (Files.notExists(others.folder().resolve(seeds.folder().relativize(file)))) {
        Files.delete(file);
      }
    }
  }

  void apply(SeedUpdate update) {
    try {
      update.apply(seeds.folder(), seeds.folder());
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /**
   * Records that the files are written for the newest version.
   *
   * @param source digest of those from which rides have made them
   */
  void writeLock(Fingerprint source) {
    int all = prefixes.versions();
    String head = String.valueOf(prefixes.last(all).version());
    SeedLock lock = new SeedLock(head, prefixes.content(all), digest(), source);
    try {
      Files.writeString(seeds.folder().resolve(SeedLock.NAME), lock.text());
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  StageFailure unwritable(IOException e) {
    return new StageFailure(
        FailureKind.SEED_RIDE_REFUSED,
        "the seed files cannot be written: " + FileTrouble.words(e),
        folderPlace(),
        null,
        e);
  }
}
