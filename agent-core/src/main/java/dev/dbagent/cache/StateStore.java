// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.cache;

import dev.dbagent.model.DiskFullException;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.FileTrouble;
import dev.dbagent.model.Fingerprint;
import dev.dbagent.model.StageFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Sealed states in one folder, each a file named by its fingerprint. A file appears complete or not
 * at all (written aside, renamed last), so any number of builds may use the folder at once without
 * a lock: at worst two of them make the same file.
 */
public final class StateStore {

  /** A state is 1 to 4 MB; these are the states of a few branches of a few projects. */
  private static final int KEPT_STATES = 32;

  private static final String SUFFIX = ".state";

  /** Of files written aside; one this old was left by a build that was killed. */
  private static final String ASIDE = ".part";

  private static final Duration ABANDONED = Duration.ofHours(1);

  private final Path directory;
  private final Clock clock;

  public StateStore(Path directory) {
    this(directory, Clock.systemUTC());
  }

  StateStore(Path directory, Clock clock) {
    this.directory = directory;
    this.clock = clock;
  }

  /** The state of that name, if it was sealed on this machine and is still kept. */
  public Optional<SealedState> find(Fingerprint fingerprint) {
    Path file = fileOf(fingerprint);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    touch(file);
    return Optional.of(new SealedState(fingerprint, file, sizeOf(file)));
  }

  /**
   * Keeps a state. That it cannot be kept is a failure, even if only for lack of room: whatever
   * comes next starts from it and would have to make it again, on the same full disk.
   *
   * @param packer writes the state to the file it is given, which does not exist yet
   */
  public SealedState seal(Fingerprint fingerprint, Consumer<Path> packer) {
    Path aside = directory.resolve(fingerprint.hex() + "." + UUID.randomUUID() + ASIDE);
    try {
      Files.createDirectories(directory);
      packer.accept(aside);
      touch(aside);
      Files.move(aside, fileOf(fingerprint), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw unusable(e);
    } finally {
      deleteQuietly(aside);
    }
    forgetOldest();
    Path file = fileOf(fingerprint);
    return new SealedState(fingerprint, file, sizeOf(file));
  }

  /** What is kept under a name, of a kind. */
  public Optional<byte[]> findKept(Fingerprint name, String kind) {
    Path file = directory.resolve(name.hex() + "." + kind);
    try {
      return Files.isRegularFile(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Keeps something if that is possible. */
  public void keep(Fingerprint name, String kind, byte[] content) {
    Path aside = directory.resolve(name.hex() + "." + UUID.randomUUID() + ASIDE);
    try {
      Files.createDirectories(directory);
      Files.write(aside, content);
      Files.move(aside, directory.resolve(name.hex() + "." + kind), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      deleteQuietly(aside);
    }
  }

  /** Forgets one state, if it is there. */
  public void forget(Fingerprint fingerprint) {
    deleteQuietly(fileOf(fingerprint));
  }

  /** Forgets every state; returns how many there were. */
  public int clear() {
    List<Path> states = states();
    states.forEach(StateStore::deleteQuietly);
    forgetAbandoned();
    return states.size();
  }

  private void forgetOldest() {
    List<Path> states = states();
    states.stream().skip(KEPT_STATES).forEach(StateStore::deleteQuietly);
    forgetAbandoned();
  }

  private void forgetAbandoned() {
    FileTime youngest = FileTime.from(clock.instant().minus(ABANDONED));
    files(ASIDE).stream()
        .filter(file -> lastUse(file).compareTo(youngest) < 0)
        .forEach(StateStore::deleteQuietly);
  }

  /** Last used first. */
  private List<Path> states() {
    List<Path> states = new ArrayList<>(files(SUFFIX));
    states.sort(Comparator.comparing(StateStore::lastUse).reversed());
    return states;
  }

  private List<Path> files(String suffix) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(suffix)).toList();
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private Path fileOf(Fingerprint fingerprint) {
    return directory.resolve(fingerprint.hex() + SUFFIX);
  }

  private long sizeOf(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private void touch(Path file) {
    try {
      Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /** A file that another build removed meanwhile counts as the oldest. */
  private static FileTime lastUse(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      return FileTime.fromMillis(0);
    }
  }

  private static void deleteQuietly(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // A file that stays costs disk space, nothing else; the next eviction tries again.
    }
  }

  private StageFailure unusable(IOException e) {
    return DiskFullException.failureBehind(e, directory, "a sealed state")
        .orElseGet(
            () ->
                new StageFailure(
                    FailureKind.CACHE_UNUSABLE,
                    "the state store " + directory + " cannot be used: " + FileTrouble.words(e),
                    e));
  }
}
