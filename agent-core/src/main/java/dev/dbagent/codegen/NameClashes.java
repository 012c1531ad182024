// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.codegen;

import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.StageFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Looks for names in generated Java code that keep it from compiling: two columns, keys, indexes,
 * schemas or labels that have one Java name, and labels and tables that hide a class which others
 * need. What is judged is the text that jOOQ wrote, so whatever strategy the user has is honoured.
 */
final class NameClashes {

  static final String REMEDY =
      "Rename one of them in a migration, leave it out by <excludes>,"
          + " or give it another Java name by a <strategy>.";

  private NameClashes() {}

  /**
   * Looks through generated files.
   *
   * @param files where they lie, by their paths below the source root, with forward slashes
   * @param passed files that had no such name in them when they were looked through before
   * @throws StageFailure of kind GENERATED_NAMES_CLASH, for the first file that cannot compile
   */
  static void refuse(SortedMap<String, Path> files, Set<String> passed) throws IOException {
    SortedMap<String, Path> sources = new TreeMap<>(files);
    sources.keySet().removeIf(name -> !name.endsWith(".java"));
    for (Map.Entry<String, Path> source : sources.entrySet()) {
      String name = source.getKey();
      Optional<String> hidden = HiddenClass.in(name, sources);
      Optional<String> clash =
          passed.contains(name) ? hidden : clash(source.getValue()).or(() -> hidden);
      if (clash.isPresent()) {
        throw failure(name, clash.get());
      }
    }
  }

  private static Optional<String> clash(Path file) throws IOException {
    return JavaNames.of(Files.readAllLines(file, StandardCharsets.UTF_8)).clash();
  }

  private static StageFailure failure(String file, String clash) {
    return new StageFailure(
        FailureFacts.of(FailureKind.GENERATED_NAMES_CLASH, clash)
            .note("Seen in the generated " + file + ", which would not compile.")
            .note(REMEDY),
        null);
  }
}
