// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.codegen;

import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.SchemaSnapshot.Relation;
import dev.dbagent.model.StageFailure;
import dev.dbagent.model.TableName;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Tables that jOOQ leaves out with a warning, because another one has the same class name, or one
 * that differs by case only and would be the same file on some systems.
 */
final class LeftOut {

  private static final Pattern AMBIGUOUS =
      Pattern.compile(
          "The database object (.+) generates a class (\\S+) .* class (\\S+) \\(class ");

  private LeftOut() {}

  /**
   * @param others all tables that code is wanted for
   * @throws StageFailure of kind GENERATED_NAMES_CLASH when a warning says why the table is missing
   */
  static void explain(TableName missing, List<String> warnings, List<Relation> others) {
    for (String warning : warnings) {
      Matcher ambiguous = AMBIGUOUS.matcher(warning);
      if (ambiguous.find() && ambiguous.group(1).equals(missing.toString())) {
        throw failure(missing, ambiguous.group(2), rivals(missing, others));
      }
    }
  }

  private static StageFailure failure(TableName missing, String javaName, String rivals) {
    return new StageFailure(
        FailureFacts.of(
                FailureKind.GENERATED_NAMES_CLASH,
                "%s and %s have one Java name, %s, so jOOQ leaves one of them out"
                    .formatted(
                        missing, rivals.isEmpty() ? "another object" : rivals, simple(javaName)))
            .note(NameClashes.REMEDY),
        null);
  }

  private static String rivals(TableName missing, List<Relation> others) {
    return others.stream()
        .map(Relation::name)
        .filter(other -> other.schema().equals(missing.schema()) && !other.equals(missing))
        .filter(other -> letters(other.name()).equals(letters(missing.name())))
        .map(TableName::toString)
        .collect(Collectors.joining(" and "));
  }

  /** What remains of a name in Java, whatever the case. */
  private static String letters(String name) {
    return name.replaceAll("[^\\p{L}\\p{N}]", "").toLowerCase(Locale.ROOT);
  }

  private static String simple(String className) {
    return className.substring(className.lastIndexOf('.') + 1);
  }
}
