// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.StageFailure;
import java.util.Map;
import java.util.stream.Stream;

/** Refuses scripts that would pass, or fail, for something that nobody says afterwards. */
final class ScriptFlaws {

  private static final char NUL = '\0';

  private ScriptFlaws() {}

  /**
   * Looks through all scripts.
   *
   * @throws StageFailure at the first flaw
   */
  static void refuse(MigrationHistory history) {
    Placeholders placeholders = new Placeholders(history, Map.of());
    Stream.concat(history.initScript().stream(), history.files().stream())
        .filter(ScriptFlaws::isScript)
        .forEach(file -> refuse(file, placeholders.in(file)));
  }

  /**
   * Looks through one script.
   *
   * @throws StageFailure at the first flaw
   */
  static void refuse(MigrationFile file, PlaceholderText text) {
    refuseNul(file);
    refuseOpenComment(file, text);
  }

  private static boolean isScript(MigrationFile file) {
    return file.kind() != MigrationFile.Kind.JAVA
        && file.kind() != MigrationFile.Kind.SCRIPT_SETTINGS;
  }

  /** It ends a text in the protocol, so the server would take what follows for something else. */
  private static void refuseNul(MigrationFile file) {
    int offset = file.text().indexOf(NUL);
    if (offset >= 0) {
      String sentence = "the byte 0x00 here is no text: PostgreSQL has no such character";
      throw failure(file, FailureKind.SCRIPT_ENCODING_WRONG, sentence, offset);
    }
  }

  /**
   * What follows the last statement Flyway takes for a comment to the end of the file and says
   * nothing, so half a script would pass as a whole one.
   */
  private static void refuseOpenComment(MigrationFile file, PlaceholderText text) {
    new SqlText(text.replaced())
        .openComment()
        .ifPresent(
            offset -> {
              FailureKind kind = FaultKinds.in(file, FailureKind.SCRIPT_UNTERMINATED);
              String sentence = "the comment that begins here has no end";
              throw failure(file, kind, sentence, text.sourceOffset(offset));
            });
  }

  private static StageFailure failure(
      MigrationFile file, FailureKind kind, String sentence, int offset) {
    FailureFacts facts = FailureFacts.of(kind, sentence);
    String text = file.text();
    return new StageFailure(facts.at(ScriptPlace.at(file.path(), text, offset), text), null);
  }
}
