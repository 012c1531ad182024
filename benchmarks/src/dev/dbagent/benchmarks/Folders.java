// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Folders made, filled, emptied. */
final class Folders {

  private Folders() {}

  static void delete(Path folder) {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes what is new or different and deletes what is no longer there, as git does. */
  static void checkOut(Map<String, String> files, Path folder) throws IOException {
    Files.createDirectories(folder);
    try (Stream<Path> present = Files.list(folder)) {
      for (Path file : present.toList()) {
        if (!files.containsKey(file.getFileName().toString())) {
          Files.delete(file);
        }
      }
    }
    for (Map.Entry<String, String> file : files.entrySet()) {
      write(folder.resolve(file.getKey()), file.getValue());
    }
  }

  static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    if (!Files.exists(file) || !Files.readString(file).equals(text)) {
      Files.writeString(file, text);
    }
  }

  /** Of a file of ours that is a template: each {@code @name@} replaced. */
  static String filled(Path template, Map<String, String> values) throws IOException {
    String text = Files.readString(template);
    for (Map.Entry<String, String> value : values.entrySet()) {
      text = text.replace("@" + value.getKey() + "@", value.getValue());
    }
    if (text.matches("(?s).*@[a-z.-]+@.*")) {
      throw new IllegalStateException(template + " has a placeholder without a value");
    }
    return text;
  }

  /** How many classes for tables and views were generated. */
  static int tables(Path project) throws IOException {
    Path generated = project.resolve("target/generated-sources/jooq");
    if (!Files.exists(generated)) {
      return 0;
    }
    try (Stream<Path> paths = Files.walk(generated)) {
      List<Path> tables =
          paths
              .filter(path -> path.toString().endsWith(".java"))
              .filter(path -> path.getParent().getFileName().toString().equals("tables"))
              .toList();
      return tables.size();
    }
  }
}
