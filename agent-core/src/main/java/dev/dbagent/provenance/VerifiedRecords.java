// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.provenance;

import dev.dbagent.model.Fingerprint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the last verified states were made of: one file for each module and checkout, readable by
 * its owner only. A file appears complete or not at all, so any number of builds may use the folder
 * at once. What is there and is no record is as good as absent.
 */
public final class VerifiedRecords {

  /** Checkouts of one module; no project makes the records of another be forgotten. */
  private static final int MOST_OF_A_MODULE = 8;

  private static final Duration LONGEST = Duration.ofDays(180);
  private static final int NAME_LENGTH = 24;
  private static final String SUFFIX = ".record";

  private final Path directory;
  private final Clock clock;

  public VerifiedRecords(Path directory) {
    this(directory, Clock.systemUTC());
  }

  VerifiedRecords(Path directory, Clock clock) {
    this.directory = directory;
    this.clock = clock;
  }

  /**
   * Remembers what a state was made of that has just been verified, instead of what was remembered
   * of the same module in the same checkout.
   *
   * @param module as {@code groupId:artifactId}
   * @param checkout the folder of the project
   * @return the file
   * @throws IOException when it cannot be written; then what was remembered still is
   */
  public Path keep(String module, Path checkout, Ingredients made) throws IOException {
    ByteArrayOutputStream record = new ByteArrayOutputStream();
    RecordFile.write(VerifiedRecord.of(module, clock.instant(), made), record);
    return keep(module, checkout, record.toByteArray());
  }

  /**
   * Remembers what was kept among other records.
   *
   * @param other its file there
   * @throws IOException when it cannot be read or written; then what was remembered still is
   */
  public void keepSame(String module, Path checkout, Path other) throws IOException {
    keep(module, checkout, Files.readAllBytes(other));
  }

  private Path keep(String module, Path checkout, byte[] record) throws IOException {
    Files.createDirectories(directory);
    Path file = directory.resolve(fileName(module, checkout));
    // A temporary file is for its owner only, from its first moment on.
    Path aside = Files.createTempFile(directory, "record", ".part");
    try {
      Files.write(aside, record);
      Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(aside);
    }
    forgetOld(module);
    return file;
  }

  /**
   * The last verified state of a module: of this checkout if there is one, else the newest of any.
   */
  public Optional<LastVerified> find(String module, Path checkout) {
    Optional<VerifiedRecord> here = read(directory.resolve(fileName(module, checkout)), module);
    if (here.isPresent()) {
      return here.map(record -> new LastVerified(record, true));
    }
    return filesOf(module).stream()
        .flatMap(file -> read(file, module).stream())
        .max(Comparator.comparing(VerifiedRecord::verified))
        .map(record -> new LastVerified(record, false));
  }

  /** Forgets everything. */
  public void clear() {
    files().forEach(VerifiedRecords::deleteQuietly);
  }

  private void forgetOld(String module) {
    Instant oldest = clock.instant().minus(LONGEST);
    files().stream()
        .filter(file -> written(file).isBefore(oldest))
        .forEach(VerifiedRecords::deleteQuietly);
    filesOf(module).stream()
        .sorted(Comparator.comparing(VerifiedRecords::written).reversed())
        .skip(MOST_OF_A_MODULE)
        .forEach(VerifiedRecords::deleteQuietly);
  }

  private List<Path> filesOf(String module) {
    String prefix = prefix(module);
    return files().stream()
        .filter(file -> String.valueOf(file.getFileName()).startsWith(prefix))
        .toList();
  }

  /** What a killed build left half-written among them. */
  private List<Path> files() {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static Optional<VerifiedRecord> read(Path file, String module) {
    try (InputStream in = Files.newInputStream(file)) {
      return RecordFile.read(in).filter(record -> record.module().equals(module));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static String fileName(String module, Path checkout) {
    String folder = checkout.toAbsolutePath().normalize().toString();
    return prefix(module) + digest("checkout", folder) + SUFFIX;
  }

  private static String prefix(String module) {
    return digest("module", module) + "-";
  }

  private static String digest(String kind, String text) {
    return Fingerprint.of(kind).add("name", text).build().hex().substring(0, NAME_LENGTH);
  }

  /** A file that another build removed meanwhile counts as the oldest. */
  private static Instant written(Path file) {
    try {
      return Files.getLastModifiedTime(file).toInstant();
    } catch (IOException e) {
      return Instant.EPOCH;
    }
  }

  private static void deleteQuietly(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // A file that stays costs disk space, nothing else; the next eviction tries again.
    }
  }
}
