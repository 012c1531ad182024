// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Fingerprint;
import dev.dbagent.model.Place;
import dev.dbagent.model.StageFailure;
import dev.dbagent.model.TableName;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;

/** The seed data of a project: at most one file for each table. */
public final class SeedSet {

  private final List<SeedFile> files;

  private SeedSet(List<SeedFile> files) {
    this.files = files;
  }

  /**
   * Reads and checks every file of the seed folder; a folder that does not exist holds none. All
   * that is in the folder is a seed, but for what begins with a dot: a misspelt name must not go
   * unnoticed.
   *
   * @throws dev.dbagent.model.StageFailure of kind SEED_UNREADABLE, SEED_ENCODING_WRONG or
   *     SEED_TABLE_CLAIMED_TWICE, with its place
   */
  public static SeedSet read(SeedSettings settings) {
    Map<TableName, SeedFile> byTable = new HashMap<>();
    for (Path file : entries(settings)) {
      SeedFile seed = read(file, settings);
      SeedFile other = byTable.put(seed.table(), seed);
      if (other != null) {
        throw claimedTwice(seed, other);
      }
    }
    return new SeedSet(
        byTable.values().stream().sorted(Comparator.comparing(SeedFile::table)).toList());
  }

  /**
   * Gives every file that would be read to the taker, with its path as a user of the project writes
   * it, whether or not it is a seed; a folder that cannot be listed has none.
   */
  public static void sources(SeedSettings settings, BiConsumer<String, Path> taker) {
    try {
      for (Path file : entries(settings)) {
        taker.accept(shown(file, settings), file);
      }
    } catch (StageFailure e) {
      // Whoever reads the seeds tells of it.
    }
  }

  /** Sorted by table. */
  public List<SeedFile> files() {
    return files;
  }

  /** Over what the files say and for which tables; equal on every machine. */
  public Fingerprint fingerprint() {
    Fingerprint.Builder fingerprint = Fingerprint.of("seeds");
    for (SeedFile file : files) {
      fingerprint
          .add("schema", file.table().schema())
          .add("table", file.table().name())
          .add("records", file.digest());
    }
    return fingerprint.build();
  }

  private static SeedFile read(Path file, SeedSettings settings) {
    SeedText text = new SeedText(file, shown(file, settings));
    SeedFileName name = SeedFileName.of(text);
    return SeedFile.read(text, name.format(), name.table(settings.defaultSchema()));
  }

  private static StageFailure claimedTwice(SeedFile seed, SeedFile other) {
    return new StageFailure(
        FailureFacts.of(
                FailureKind.SEED_TABLE_CLAIMED_TWICE,
                "table " + seed.table() + " has a second file, " + other.path())
            .at(Place.file(seed.path()))
            .see(Place.file(other.path()), "the first file of " + seed.table()),
        null);
  }

  private static List<Path> entries(SeedSettings settings) {
    Path directory = settings.projectDirectory().resolve(settings.seedDirectory());
    if (Files.notExists(directory)) {
      return List.of();
    }
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        if (!String.valueOf(entry.getFileName()).startsWith(".")) {
          files.add(entry);
        }
      }
      Collections.sort(files);
      return files;
    } catch (DirectoryIteratorException e) {
      throw new SeedText(directory, shown(directory, settings))
          .unreadable(Objects.requireNonNull(e.getCause()));
    } catch (IOException e) {
      throw new SeedText(directory, shown(directory, settings)).unreadable(e);
    }
  }

  private static String shown(Path file, SeedSettings settings) {
    Path project = settings.projectDirectory().toAbsolutePath().normalize();
    Path absolute = file.toAbsolutePath().normalize();
    Path shown = absolute.startsWith(project) ? project.relativize(absolute) : absolute;
    return shown.toString().replace('\\', '/');
  }
}
