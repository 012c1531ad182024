// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import dev.dbagent.migration.SeedScript;
import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Fingerprint;
import dev.dbagent.model.Place;
import dev.dbagent.model.StageFailure;
import dev.dbagent.model.TableName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * The seed data of a project: for each table at most one file in the seed folder itself, and one
 * more in each profile; and scripts, any number.
 */
public final class SeedSet {

  private static final String SCRIPT = ".sql";

  private final List<SeedFile> files;
  private final List<SeedScript> scripts;

  private SeedSet(List<SeedFile> files, List<SeedScript> scripts) {
    this.files = List.copyOf(files);
    this.scripts = List.copyOf(scripts);
  }

  /**
   * Reads and checks every file of the seed folder and of the profiles that are to be loaded; a
   * seed folder that does not exist holds none. All that is in there is a seed, but for what begins
   * with a dot: a misspelt name must not go unnoticed.
   *
   * @throws dev.dbagent.model.StageFailure of kind SEED_UNREADABLE, SEED_TOO_LARGE,
   *     SEED_ENCODING_WRONG, SEED_PROFILE_UNKNOWN, SEED_TABLE_CLAIMED_TWICE or
   *     SEED_SCRIPT_UNPINNED, with its place
   */
  public static SeedSet read(SeedSettings settings) {
    SeedFolder folder = new SeedFolder(settings);
    folder.checkProfiles();
    List<SeedFile> files = new ArrayList<>();
    List<SeedScript> scripts = new ArrayList<>();
    for (Path place : folder.places()) {
      List<Path> entries = folder.entries(place);
      entries.stream().filter(SeedSet::isScript).forEach(it -> scripts.add(script(folder, it)));
      entries.removeIf(SeedSet::isScript);
      files.addAll(read(folder, entries, settings.defaultSchema()));
    }
    // The sort is stable: of one table, the rows of the seed folder itself come first.
    files.sort(Comparator.comparing(SeedFile::table));
    return new SeedSet(files, scripts);
  }

  private static boolean isScript(Path entry) {
    return entry.toString().endsWith(SCRIPT) && Files.isRegularFile(entry);
  }

  private static SeedScript script(SeedFolder folder, Path file) {
    SeedText text = folder.text(file);
    return SeedScript.of(text.shown(), text.whole());
  }

  private static List<SeedFile> read(SeedFolder folder, List<Path> entries, String defaultSchema) {
    List<SeedFile> files = new ArrayList<>();
    Map<TableName, SeedFile> byTable = new HashMap<>();
    for (Path file : entries) {
      SeedFile seed = read(folder.text(file), defaultSchema);
      SeedFile other = byTable.put(seed.table(), seed);
      if (other != null) {
        throw claimedTwice(seed, other);
      }
      files.add(seed);
    }
    return files;
  }

  /**
   * Gives every file that would be read to the taker, with its path as a user of the project writes
   * it, whether or not it is a seed, and every place that should be there and is not; a folder that
   * cannot be listed has none.
   */
  public static void sources(SeedSettings settings, BiConsumer<String, Path> taker) {
    SeedFolder folder = new SeedFolder(settings);
    if (Files.exists(folder.lock())) {
      taker.accept(folder.shown(folder.lock()), folder.lock());
    }
    for (Path place : folder.places()) {
      try {
        for (Path file : folder.entries(place)) {
          taker.accept(folder.shown(file), file);
        }
      } catch (StageFailure e) {
        // Whoever reads the seeds tells of it.
      }
      if (!Files.isDirectory(place) && !place.equals(folder.places().get(0))) {
        taker.accept(folder.shown(place), place);
      }
    }
  }

  /** The profiles that there are, sorted. */
  public static List<String> profiles(SeedSettings settings) {
    return new SeedFolder(settings).profiles();
  }

  /** Without the files that fail a test. */
  SeedSet only(Predicate<SeedFile> test) {
    return new SeedSet(files.stream().filter(test).toList(), scripts);
  }

  /** Those that lie in the folder itself, or in that of a profile. */
  List<SeedFile> filesIn(Path place) {
    return files.stream().filter(file -> place.equals(file.text().file().getParent())).toList();
  }

  /** Sorted by table; those of one table in the order in which they are loaded. */
  public List<SeedFile> files() {
    return files;
  }

  /** Those of the seed folder itself and then of each profile, by name; see {@link SeedScript}. */
  public List<SeedScript> scripts() {
    return scripts;
  }

  /** Whether nothing comes into the database from here. */
  public boolean isEmpty() {
    return files.isEmpty() && scripts.isEmpty();
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
    scripts.forEach(script -> fingerprint.add("script", script.content()));
    return fingerprint.build();
  }

  private static SeedFile read(SeedText text, String defaultSchema) {
    SeedFileName name = SeedFileName.of(text);
    return SeedFile.read(text, name.format(), name.table(defaultSchema));
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
}
