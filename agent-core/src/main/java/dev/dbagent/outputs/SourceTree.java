// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.outputs;

import dev.dbagent.model.Count;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The target directory of a generation. What the agent wrote into it is on a list in the directory
 * itself; only files on that list are ever deleted, so that a wrongly chosen directory, say
 * src/main/java, loses nothing that a person wrote. A person's changes to generated files are lost.
 */
public final class SourceTree {

  /** The name of the list, in the directory itself. */
  public static final String LIST = ".db-agent-files";

  /** In the names of staged folders, as in those of nobody else's. */
  private static final String STAGED = ".db-agent-";

  private static final Duration LONG = Duration.ofDays(1);

  private final Path root;

  public SourceTree(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  /**
   * What became of the files.
   *
   * @param written new ones and those with other content than before
   * @param unchanged those that had the right content and were not touched
   * @param deleted those of an earlier generation that are no longer generated
   */
  public record Changes(int written, int unchanged, int deleted) {

    /** For people, part of a line. */
    public String summary() {
      return Count.of(written + unchanged, "file")
          + (" (" + written + " written, " + unchanged + " unchanged, " + deleted + " deleted)");
    }
  }

  /**
   * Makes an empty folder beside the target, on the same file system. What a killed build has left
   * of such folders goes, when no build can be at work there any more.
   */
  public Path stage() throws IOException {
    Path parent = Files.createDirectories(parent(root));
    String name = "." + root.getFileName() + STAGED;
    removeLeftovers(parent, name);
    return Files.createTempDirectory(parent, name).toRealPath();
  }

  private static void removeLeftovers(Path parent, String name) {
    FileTime longAgo = FileTime.from(Instant.now().minus(LONG));
    try (DirectoryStream<Path> folders =
        Files.newDirectoryStream(
            parent, path -> String.valueOf(path.getFileName()).startsWith(name))) {
      for (Path folder : folders) {
        if (Files.getLastModifiedTime(folder).compareTo(longAgo) < 0) {
          remove(folder);
        }
      }
    } catch (IOException | UncheckedIOException | DirectoryIteratorException e) {
      // Another build removes it just now, or it is another user's: it is in nobody's way.
    }
  }

  /**
   * Those of some files that lie in the directory as they should: they need not be staged.
   *
   * @param checksums of the files, by their paths below the directory, with forward slashes
   */
  public SortedSet<String> standing(Map<String, String> checksums, SeenFiles seen)
      throws IOException {
    SortedSet<String> standing = new TreeSet<>();
    for (Map.Entry<String, String> file : checksums.entrySet()) {
      Path path = root.resolve(file.getKey());
      if (Files.isRegularFile(path) && seen.checksum(path).equals(file.getValue())) {
        standing.add(file.getKey());
      }
    }
    return standing;
  }

  /**
   * Where all files lie that are about to be in the directory, by their paths below it.
   *
   * @param standing those that lie there already; of one that is staged, too, the staged one counts
   */
  public SortedMap<String, Path> draft(Path staged, Set<String> standing) throws IOException {
    SortedMap<String, Path> draft = new TreeMap<>();
    standing.forEach(file -> draft.put(file, root.resolve(file)));
    filesBelow(staged).forEach(file -> draft.put(file, staged.resolve(file)));
    return draft;
  }

  /**
   * Moves staged files in place, each at once; the list always covers what is there.
   *
   * @param standing files that stay as they are
   */
  public Changes replaceBy(Path staged, Set<String> standing) throws IOException {
    SortedSet<String> listed = list();
    SortedMap<String, Path> draft = draft(staged, standing);
    SortedSet<String> stale = new TreeSet<>(listed);
    stale.removeAll(draft.keySet());
    Files.createDirectories(root);
    SortedSet<String> either = new TreeSet<>(listed);
    either.addAll(draft.keySet());
    write(staged, either);

    int written = 0;
    for (Map.Entry<String, Path> file : draft.entrySet()) {
      Path place = root.resolve(file.getKey());
      written += !file.getValue().equals(place) && moved(file.getValue(), place) ? 1 : 0;
    }
    int deleted = 0;
    for (String file : stale) {
      deleted += deleted(file) ? 1 : 0;
    }
    write(staged, new TreeSet<>(draft.keySet()));
    return new Changes(written, draft.size() - written, deleted);
  }

  /** Removes a folder with all that is in it. */
  public static void remove(Path folder) throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> all = Files.walk(folder)) {
      deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.deleteIfExists(path);
    }
  }

  private static boolean moved(Path from, Path to) throws IOException {
    if (Files.isRegularFile(to) && Files.mismatch(from, to) == -1) {
      return false;
    }
    Files.createDirectories(parent(to));
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return true;
  }

  private boolean deleted(String file) throws IOException {
    Path path = root.resolve(file).normalize();
    if (!path.startsWith(root) || !Files.deleteIfExists(path)) {
      return false;
    }
    for (Path folder = parent(path); !folder.equals(root); folder = parent(folder)) {
      try {
        Files.delete(folder);
      } catch (DirectoryNotEmptyException e) {
        break;
      }
    }
    return true;
  }

  /** The paths of all files that the agent wrote, with forward slashes; none before the first. */
  public SortedSet<String> list() throws IOException {
    try {
      return new TreeSet<>(Files.readAllLines(root.resolve(LIST), StandardCharsets.UTF_8));
    } catch (NoSuchFileException e) {
      return new TreeSet<>();
    }
  }

  private void write(Path staged, SortedSet<String> files) throws IOException {
    Path draft = Files.write(staged.resolve(LIST), files, StandardCharsets.UTF_8);
    moved(draft, root.resolve(LIST));
  }

  private static SortedSet<String> filesBelow(Path folder) throws IOException {
    SortedSet<String> result = new TreeSet<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
        List<String> names = new ArrayList<>();
        folder.relativize(file).forEach(name -> names.add(name.toString()));
        result.add(String.join("/", names));
      }
    }
    return result;
  }

  private static Path parent(Path path) {
    Path parent = path.getParent();
    if (parent == null) {
      throw new IllegalArgumentException("a file system's root cannot hold generated sources");
    }
    return parent;
  }
}
