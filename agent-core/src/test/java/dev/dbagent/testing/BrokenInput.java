// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.testing;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A folder of the corpus {@code src/test/resources/broken}: a small project with one mistake, named
 * by it, and in {@code expected.properties} what a perfect diagnosis is. Its keys:
 *
 * <ul>
 *   <li>{@code set.<name>}: a setting, see {@link SampleProject#set}; {@code goal}: {@code prepare}
 *       (the default) or {@code generate}; {@code remove}: a class file to delete once the sources
 *       in {@code java/} are compiled
 *   <li>{@code code}, or {@code none} if only a warning is due; {@code place} as it is printed, or
 *       {@code none}; {@code place.because} if it has no line and column; {@code generic.because}
 *       if the code is one that says no more than that something failed
 *   <li>{@code message} or {@code message.contains}, {@code sqlState}, {@code remedy.contains},
 *       {@code note.contains}, {@code warning.contains}
 *   <li>{@code related}: places that must be among the related ones; {@code edit}: one that must be
 *       among those that are offered
 * </ul>
 *
 * @param name of the folder
 * @param folder where it is
 * @param expected by key
 */
public record BrokenInput(String name, Path folder, Map<String, String> expected) {

  private static final String EXPECTED = "expected.properties";
  private static final String SETTING = "set.";
  private static final Set<String> KEYS =
      Set.of(
          "goal",
          "remove",
          "code",
          "generic.because",
          "place",
          "place.because",
          "message",
          "message.contains",
          "sqlState",
          "remedy.contains",
          "note.contains",
          "warning.contains",
          "related",
          "edit");

  /** The whole corpus, sorted by name. */
  public static List<BrokenInput> all() {
    try (Stream<Path> folders = Files.list(ProjectFiles.folder("broken"))) {
      return folders.sorted().map(BrokenInput::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BrokenInput read(Path folder) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(folder.resolve(EXPECTED))) {
      properties.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " is no broken input", e);
    }
    Map<String, String> expected = new TreeMap<>();
    properties.stringPropertyNames().forEach(key -> expected.put(key, properties.getProperty(key)));
    for (String key : expected.keySet()) {
      if (!KEYS.contains(key) && !key.startsWith(SETTING)) {
        throw new IllegalArgumentException(folder + " expects something unknown: " + key);
      }
    }
    return new BrokenInput(folder.getFileName().toString(), folder, expected);
  }

  public Optional<String> get(String key) {
    return Optional.ofNullable(expected.get(key));
  }

  public String require(String key) {
    return get(key).orElseThrow(() -> new IllegalStateException(name + " lacks " + key));
  }

  /**
   * Runs the agent on a copy, in which every byte is as it was.
   *
   * @param copy an empty folder
   */
  public Answer run(Path copy) throws IOException {
    ProjectFiles.copy(folder, copy);
    Files.delete(copy.resolve(EXPECTED));
    SampleProject project = new SampleProject(copy);
    expected.forEach(
        (key, value) -> {
          if (key.startsWith(SETTING)) {
            project.set(key.substring(SETTING.length()), value);
          }
        });
    if (Files.isDirectory(copy.resolve("java"))) {
      CompiledClasses.of(copy.resolve("java")).putInto(project);
    }
    if (expected.containsKey("remove")) {
      Files.delete(copy.resolve(require("remove")));
    }
    boolean generates = get("goal").filter("generate"::equals).isPresent();
    return Answer.of(project, generates ? SampleProject::generate : SampleProject::prepare);
  }

  @Override
  public String toString() {
    return name;
  }
}
