// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.model.NearestName;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Finds where in a project migrations lie, when they do not lie where they should. */
final class MigrationFolders {

  private static final int DEPTH = 12;
  private static final int FILES = 20_000;
  private static final Set<String> NOT_WRITTEN_BY_HAND = Set.of("target", "build", "node_modules");

  private final Path project;
  private final NamingRules rules;

  MigrationFolders(MigrationSettings settings) {
    this.project = settings.projectDirectory();
    this.rules = new NamingRules(settings.flyway());
  }

  /** The folder that a misspelt path of the project probably means, if it holds migrations. */
  Optional<Path> near(Path folder) {
    if (!folder.startsWith(project)) {
      return Optional.empty();
    }
    Path at = project;
    for (Path name : project.relativize(folder)) {
      Path next = at.resolve(name);
      if (!Files.isDirectory(next)) {
        Optional<String> near = NearestName.of(name.toString(), foldersIn(at));
        if (near.isEmpty()) {
          return Optional.empty();
        }
        next = at.resolve(near.get());
      }
      at = next;
    }
    return Optional.of(at).filter(found -> !found.equals(folder) && !below(found).isEmpty());
  }

  /** How many migrations lie in the folders of the project, those with most first. */
  List<Map.Entry<Path, Integer>> all() {
    return below(project).entrySet().stream()
        .sorted(
            Map.Entry.<Path, Integer>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .toList();
  }

  private static List<String> foldersIn(Path folder) {
    try (Stream<Path> paths = Files.list(folder)) {
      return paths
          .filter(Files::isDirectory)
          .map(path -> String.valueOf(path.getFileName()))
          .toList();
    } catch (IOException e) {
      // What cannot be read cannot be suggested.
      return List.of();
    }
  }

  private Map<Path, Integer> below(Path folder) {
    Counter counter = new Counter(folder);
    try {
      Files.walkFileTree(
          folder, EnumSet.noneOf(java.nio.file.FileVisitOption.class), DEPTH, counter);
    } catch (IOException e) {
      // What was found until then is worth telling.
      return counter.counts;
    }
    return counter.counts;
  }

  private final class Counter extends SimpleFileVisitor<Path> {

    private final Path root;
    private final Map<Path, Integer> counts = new TreeMap<>();
    private int seen;

    Counter(Path root) {
      this.root = root;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      String name = String.valueOf(folder.getFileName());
      boolean passed = name.startsWith(".") || NOT_WRITTEN_BY_HAND.contains(name);
      return passed && !folder.equals(root)
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      boolean migration =
          rules
              .parse(String.valueOf(file.getFileName()))
              .filter(name -> name.kind().isMigration())
              .isPresent();
      if (migration && file.getParent() != null) {
        counts.merge(file.getParent(), 1, Integer::sum);
      }
      seen++;
      return seen < FILES ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      return FileVisitResult.CONTINUE;
    }
  }
}
