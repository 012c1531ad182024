// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import dev.dbagent.model.Fingerprint;
import dev.dbagent.model.Place;
import dev.dbagent.model.TableName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

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
   * @throws dev.dbagent.model.StageFailure of kind SEED_UNREADABLE, with file and line
   */
  public static SeedSet read(SeedSettings settings) {
    Map<TableName, SeedFile> byTable = new HashMap<>();
    for (Path file : entries(settings)) {
      SeedFile seed = read(file, settings);
      SeedFile other = byTable.put(seed.table(), seed);
      if (other != null) {
        throw Unreadable.at(
            Place.file(seed.path()),
            "table " + seed.table() + " has a second file, " + other.path(),
            null);
      }
    }
    return new SeedSet(
        byTable.values().stream().sorted(Comparator.comparing(SeedFile::table)).toList());
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
    String path = shown(file, settings);
    SeedFileName name = SeedFileName.of(file, path);
    return SeedFile.read(file, name.format(), path, name.table(settings.defaultSchema()));
  }

  private static List<Path> entries(SeedSettings settings) {
    Path directory = settings.projectDirectory().resolve(settings.seedDirectory());
    if (Files.notExists(directory)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(directory)) {
      return entries
          .filter(entry -> !String.valueOf(entry.getFileName()).startsWith("."))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw SeedText.unreadable(shown(directory, settings), e);
    }
  }

  private static String shown(Path file, SeedSettings settings) {
    Path project = settings.projectDirectory().toAbsolutePath().normalize();
    Path absolute = file.toAbsolutePath().normalize();
    Path shown = absolute.startsWith(project) ? project.relativize(absolute) : absolute;
    return shown.toString().replace('\\', '/');
  }
}
