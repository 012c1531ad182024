// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.provenance;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file's text and how it is written.
 *
 * @param encoding of the bytes
 * @param mark whether a byte order mark came first
 * @param lineEnds "LF", "CRLF", "CR", "mixed", or empty when no line ends
 * @param closed whether the last line ends too
 */
record FileText(
    Charset encoding, boolean mark, String lineEnds, boolean closed, List<String> lines) {

  private static final String MARK = "\uFEFF";

  /**
   * Reads bytes as UTF-8 or, where they are none, in the encoding that the project declares.
   *
   * @return nothing when the bytes are no text in either
   */
  static Optional<FileText> of(byte[] bytes, Charset declared) {
    if (hasUtf16Mark(bytes)) {
      return Optional.ofNullable(decode(bytes, StandardCharsets.UTF_16))
          .map(text -> of(text, StandardCharsets.UTF_16, true));
    }
    for (Charset charset : List.of(StandardCharsets.UTF_8, declared)) {
      String text = decode(bytes, charset);
      if (text != null) {
        boolean mark = text.startsWith(MARK);
        return Optional.of(of(mark ? text.substring(1) : text, charset, mark));
      }
    }
    return Optional.empty();
  }

  static boolean hasUtf16Mark(byte[] bytes) {
    return bytes.length > 1
        && ((bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF)
            || (bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE));
  }

  private static FileText of(String text, Charset charset, boolean mark) {
    return new FileText(
        charset,
        mark,
        lineEnds(text),
        text.endsWith("\n") || text.endsWith("\r"),
        text.lines().toList());
  }

  private static String lineEnds(String text) {
    boolean crlf = text.contains("\r\n");
    String others = text.replace("\r\n", "");
    boolean lf = others.indexOf('\n') >= 0;
    boolean cr = others.indexOf('\r') >= 0;
    if ((crlf ? 1 : 0) + (lf ? 1 : 0) + (cr ? 1 : 0) > 1) {
      return "mixed";
    }
    return crlf ? "CRLF" : lf ? "LF" : cr ? "CR" : "";
  }

  private static @Nullable String decode(byte[] bytes, Charset charset) {
    try {
      return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}
