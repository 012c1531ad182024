// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.codegen;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Pattern;

/**
 * A generated class with the name of one in {@code java.lang}, which it hides from the classes
 * beside it (Java Language Specification, section 6.4.1). jOOQ sees to that in the class itself,
 * but not in its neighbours.
 */
final class HiddenClass {

  private static final Pattern NO_CODE =
      Pattern.compile("^ *(?:/?\\*|import |package ).*|\"(?:[^\"\\\\]|\\\\.)*\"");

  private HiddenClass() {}

  /**
   * In words, when the file hides a class that another file in its folder uses.
   *
   * @param all where the files lie, by their paths below the source root, with forward slashes
   */
  static Optional<String> in(String file, SortedMap<String, Path> all) throws IOException {
    String folder = file.substring(0, file.lastIndexOf('/') + 1);
    String name = file.substring(folder.length()).replace(".java", "");
    if (!isInJavaLang(name)) {
      return Optional.empty();
    }
    for (Map.Entry<String, Path> other : all.tailMap(folder).entrySet()) {
      String path = other.getKey();
      boolean isBeside = path.startsWith(folder) && path.indexOf('/', folder.length()) < 0;
      if (isBeside
          && !path.equals(file)
          && uses(name, Files.readAllLines(other.getValue(), StandardCharsets.UTF_8))) {
        return Optional.of(
            "the generated class %s hides java.lang.%s, which %s needs"
                .formatted(name, name, path.substring(folder.length())));
      }
    }
    return Optional.empty();
  }

  private static boolean uses(String name, List<String> lines) {
    Pattern use = Pattern.compile("(?<![\\w.$])" + Pattern.quote(name) + "(?![\\w$])");
    boolean imported =
        lines.stream().anyMatch(l -> l.startsWith("import ") && l.endsWith("." + name + ";"));
    return !imported
        && lines.stream()
            .map(line -> NO_CODE.matcher(line).replaceAll("\"\""))
            .anyMatch(line -> use.matcher(line).find());
  }

  private static boolean isInJavaLang(String name) {
    // Asked of the JDK alone: our own class loader would look through every jar, for every name.
    return Object.class.getResource(name + ".class") != null;
  }
}
