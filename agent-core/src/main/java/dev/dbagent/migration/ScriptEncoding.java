// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Place;
import dev.dbagent.model.StageFailure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;

/**
 * In which encoding a script is written: what its {@code .conf} says, else what the project says.
 */
final class ScriptEncoding {

  private static final String ENCODING = "encoding";

  private final String ofProject;
  private final boolean detects;

  ScriptEncoding(Map<String, String> flyway) {
    ofProject = flyway.getOrDefault(ENCODING, "UTF-8");
    detects = Boolean.parseBoolean(flyway.get("detectEncoding"));
  }

  /**
   * The encoding of a script.
   *
   * @param scriptSettings the content of its {@code .conf}, empty if it has none
   * @throws StageFailure when the content is no text of that encoding
   */
  Charset of(String shown, byte[] content, byte[] scriptSettings) throws IOException {
    Properties properties = new Properties();
    properties.load(new ByteArrayInputStream(scriptSettings));
    String ofScript = properties.getProperty(ENCODING);
    if (ofScript == null && detects) {
      return detect(content);
    }
    Charset charset = charset(ofScript == null ? ofProject : ofScript);
    if (!isText(content, charset)) {
      throw new StageFailure(
          FailureKind.HISTORY_REJECTED,
          shown + " is not written in " + charset + ", which is the encoding set for it",
          Place.file(shown));
    }
    return charset;
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
    return isText(content, StandardCharsets.UTF_8)
        ? StandardCharsets.UTF_8
        : StandardCharsets.ISO_8859_1;
  }

  private static boolean isText(byte[] content, Charset charset) {
    try {
      charset.newDecoder().decode(ByteBuffer.wrap(content));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
