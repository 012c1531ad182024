// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Finding;
import dev.dbagent.model.Finding.Severity;
import dev.dbagent.model.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Sources of Java migrations in the project itself. The agent runs before they are compiled, so it
 * cannot run them; whoever starts the application can.
 */
final class JavaSources {

  private static final String SOURCES = "src/main/";
  private static final String RESOURCES = "src/main/resources/";

  /** Suffixes of sources, by the folder of {@code src/main} in which they lie. */
  private static final Map<String, String> LANGUAGES =
      Map.of("java", ".java", "kotlin", ".kt", "groovy", ".groovy");

  private final MigrationSettings settings;
  private final NamingRules rules;
  private final Map<String, Set<String>> sources = new TreeMap<>();

  JavaSources(MigrationSettings settings, NamingRules rules) {
    this.settings = settings;
    this.rules = rules;
  }

  /** Whether a project has sources at all. */
  static boolean mayBeIn(Path project) {
    for (String language : LANGUAGES.keySet()) {
      if (Files.isDirectory(project.resolve(SOURCES + language))) {
        return true;
      }
    }
    return false;
  }

  /** Takes a file of a location if it is such a source, and says whether it is. */
  boolean take(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    int dot = name.lastIndexOf('.');
    boolean source =
        dot > 0
            && LANGUAGES.containsValue(name.substring(dot))
            && rules.parseClass(name.substring(0, dot)).isPresent();
    if (source) {
      sources.computeIfAbsent(ScriptPlace.beside(path, ""), folder -> new TreeSet<>()).add(name);
    }
    return source;
  }

  /**
   * Takes the sources in the packages that a location names.
   *
   * @param classes that are on the class path already
   */
  void lookFor(LocationPattern location, List<String> classes) throws IOException {
    Optional<String> folder = packageFolder(location);
    if (folder.isPresent()) {
      for (String language : LANGUAGES.keySet()) {
        Path sourceRoot = settings.projectDirectory().resolve(SOURCES + language);
        Path root = sourceRoot.resolve(folder.get());
        if (Files.isDirectory(root)) {
          take(sourceRoot, root, classes);
        }
      }
    }
  }

  private void take(Path sourceRoot, Path root, List<String> classes) throws IOException {
    try (Stream<Path> paths = Files.walk(root)) {
      paths
          .filter(path -> !classes.contains(className(sourceRoot, path)))
          .map(settings::shown)
          .sorted()
          .forEach(this::take);
    }
  }

  /** The folder of a package, of a location on the class path or one that will be copied there. */
  private Optional<String> packageFolder(LocationPattern location) {
    if (location.isClassPath()) {
      return Optional.of(location.root());
    }
    String shown = settings.shown(settings.projectDirectory().resolve(location.root()));
    return shown.startsWith(RESOURCES)
        ? Optional.of(shown.substring(RESOURCES.length()))
        : Optional.empty();
  }

  private static String className(Path sourceRoot, Path source) {
    String path = sourceRoot.relativize(source).toString().replace('\\', '/');
    return path.replaceFirst("\\.[^.]*$", "").replace('/', '.');
  }

  /** All that were taken, as a user of the project writes them. */
  List<String> paths() {
    List<String> paths = new ArrayList<>();
    for (Map.Entry<String, Set<String>> folder : sources.entrySet()) {
      for (String name : folder.getValue()) {
        paths.add(folder.getKey() + name);
      }
    }
    return paths;
  }

  /** One warning for each folder. */
  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    sources.forEach((folder, names) -> findings.add(finding(folder, List.copyOf(names))));
    return findings;
  }

  private static Finding finding(String folder, List<String> names) {
    boolean one = names.size() == 1;
    String message =
        (one ? "it is not run, " : names.size() + " Java migrations in it are not run, ")
            + "because the agent runs before the project is compiled; let a module of its own"
            + " compile "
            + (one ? "it" : "them")
            + ", add that to the plugin's dependencies, and name a classpath: location"
            + (one ? "" : ": " + Few.of(names));
    String first = folder + names.get(0);
    return new Finding(
        FailureKind.JAVA_MIGRATION_UNUSABLE,
        Severity.WARNING,
        one ? first : folder,
        message,
        Place.file(first));
  }
}
