// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Place;
import dev.dbagent.model.StageFailure;
import java.util.Map;

/**
 * Refuses scripts that end within a comment. Flyway takes what follows the last statement for a
 * comment to the end of the file and says nothing, so half a script would pass as a whole one.
 */
final class OpenComments {

  private OpenComments() {}

  /**
   * Looks through all scripts.
   *
   * @throws StageFailure at the first comment that has no end
   */
  static void refuse(MigrationHistory history) {
    Placeholders placeholders = new Placeholders(history, Map.of());
    for (MigrationFile file : history.files()) {
      if (isScript(file)) {
        PlaceholderText text = placeholders.in(file);
        new SqlText(text.replaced())
            .openComment()
            .ifPresent(
                offset -> {
                  throw failure(file, text.sourceOffset(offset));
                });
      }
    }
  }

  private static boolean isScript(MigrationFile file) {
    return file.kind() != MigrationFile.Kind.JAVA
        && file.kind() != MigrationFile.Kind.SCRIPT_SETTINGS;
  }

  private static StageFailure failure(MigrationFile file, int offset) {
    Place place = ScriptPlace.at(file.path(), file.text(), offset);
    FailureKind kind = FaultKinds.in(file, FailureKind.SCRIPT_UNTERMINATED);
    String sentence = "the comment that begins here has no end";
    return new StageFailure(FailureFacts.of(kind, sentence).at(place, file.text()), null);
  }
}
