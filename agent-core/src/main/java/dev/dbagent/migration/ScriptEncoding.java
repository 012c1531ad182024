// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.model.BadBytes;
import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Place;
import dev.dbagent.model.StageFailure;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * In which encoding a script is written: what its {@code .conf} says, else what the project says.
 */
final class ScriptEncoding {

  private final String ofProject;
  private final boolean detects;

  ScriptEncoding(Map<String, String> flyway) {
    ofProject = flyway.getOrDefault(ScriptSettings.ENCODING, "UTF-8");
    detects = Boolean.parseBoolean(flyway.get("detectEncoding"));
  }

  /**
   * The encoding of a script.
   *
   * @param ofScript what its {@code .conf} says, if it does
   * @throws StageFailure when the content is no text of that encoding
   */
  Charset of(String shown, byte[] content, Optional<Charset> ofScript) {
    if (ofScript.isEmpty() && detects) {
      return detect(content);
    }
    Charset charset = ofScript.orElseGet(() -> charset(ofProject));
    Optional<BadBytes> bad = BadBytes.firstIn(content, charset);
    if (bad.isPresent()) {
      throw wrong(shown, content, charset, bad.get());
    }
    return charset;
  }

  private static StageFailure wrong(String shown, byte[] content, Charset charset, BadBytes bad) {
    Place place = new Place(shown, bad.line(), bad.column());
    String guess = isUtf8(content) ? "The file is written in UTF-8." : bad.guess();
    return new StageFailure(
        FailureFacts.of(FailureKind.SCRIPT_ENCODING_WRONG, bad.sentence(charset))
            .at(place, MigrationFile.text(content, charset))
            .note(guess),
        null);
  }

  private static Charset charset(String name) {
    try {
      return Charset.forName(name.strip());
    } catch (IllegalArgumentException e) {
      throw new StageFailure(
          FailureKind.SETTING_REJECTED, "encoding is rejected: there is no encoding " + name, e);
    }
  }

  private static Charset detect(byte[] content) {
    boolean utf16Mark =
        content.length > 1
            && ((content[0] == (byte) 0xFE && content[1] == (byte) 0xFF)
                || (content[0] == (byte) 0xFF && content[1] == (byte) 0xFE));
    if (utf16Mark) {
      return StandardCharsets.UTF_16;
    }
    return isUtf8(content) ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
  }

  private static boolean isUtf8(byte[] content) {
    return BadBytes.firstIn(content, StandardCharsets.UTF_8).isEmpty();
  }
}
