// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import dev.dbagent.model.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is left of servers that ended with a database that somebody wants to look at: their folders,
 * which the watchdog has put by instead of deleting them. They are a few, and not for long.
 */
final class KeptServers {

  /** The order that a watchdog obeys. */
  static final String ORDER = "keep ";

  /** Of each database that is kept, an empty file tells. */
  private static final String MARK = "kept-";

  private static final String SEPARATOR = "-";
  private static final int MOST = 10;
  private static final Duration AGE = Duration.ofDays(7);

  private final Path root;

  KeptServers(Path root) {
    this.root = root;
  }

  /** A database of a server that is kept. */
  record Kept(WorkFolder folder, String database) {}

  /**
   * Notes that a database of a running server is to be kept.
   *
   * @return by which name it is found when the server has ended
   */
  static String note(WorkFolder folder, String database) throws IOException {
    Path mark = folder.path().resolve(MARK + database);
    if (!Files.exists(mark)) {
      Files.createFile(mark);
    }
    return database + SEPARATOR + folder.id();
  }

  /** The database of that name. */
  Optional<Kept> find(String name) {
    int end = name.lastIndexOf(SEPARATOR);
    if (!name.matches("[\\w-]+") || end < 0) {
      return Optional.empty();
    }
    WorkFolder folder = new WorkFolder(root.resolve(name.substring(end + 1)));
    String database = name.substring(0, end);
    return Files.exists(folder.path().resolve(MARK + database))
        ? Optional.of(new Kept(folder, database))
        : Optional.empty();
  }

  /** The names of all databases, those of the newest servers first. */
  List<String> names() throws IOException {
    List<String> names = new ArrayList<>();
    for (Path folder : newestFirst()) {
      try (Stream<Path> files = Files.list(folder)) {
        files
            .map(file -> file.getFileName().toString())
            .filter(file -> file.startsWith(MARK))
            .map(file -> file.substring(MARK.length()) + SEPARATOR + folder.getFileName())
            .sorted()
            .forEach(names::add);
      } catch (NoSuchFileException e) {
        // Swept meanwhile.
      }
    }
    return names;
  }

  /** Removes what is too old, and of the others all but the newest. */
  void sweep(Progress progress) throws IOException {
    int kept = 0;
    for (Path folder : newestFirst()) {
      kept++;
      if (kept > MOST || age(folder).compareTo(AGE) > 0) {
        try {
          Folders.delete(folder);
        } catch (IOException e) {
          progress.detail("Cannot remove " + folder + " yet: " + e);
        }
      }
    }
  }

  private List<Path> newestFirst() throws IOException {
    try (Stream<Path> all = Files.list(root)) {
      return all.sorted(Comparator.comparing(KeptServers::keptAt).reversed()).toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  private static Duration age(Path folder) {
    return Duration.between(keptAt(folder).toInstant(), Instant.now());
  }

  /** When it was put by: something in it was removed then. */
  private static FileTime keptAt(Path folder) {
    try {
      return Files.getLastModifiedTime(folder);
    } catch (IOException e) {
      // Gone, so nothing is old about it.
      return FileTime.from(Instant.now());
    }
  }
}
