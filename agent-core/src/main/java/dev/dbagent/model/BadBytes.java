// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.model;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The first bytes of a file that are no text of the encoding that the file should have.
 *
 * @param line counted from 1, whether LF, CR LF or CR ends lines
 * @param column in characters, counted from 1; a byte order mark is none
 * @param hex the bytes, at least one, two digits each
 * @param marked whether the file begins with the byte order mark of UTF-16
 */
public record BadBytes(int line, int column, String hex, boolean marked) {

  private static final String WINDOWS = "windows-1252";
  private static final int LAST_CONTROL = 0x9F;
  private static final char NO_CHARACTER = '\uFFFD';

  /** Empty if everything is text of that encoding. */
  public static Optional<BadBytes> firstIn(InputStream bytes, Charset charset) throws IOException {
    return new TextScan(charset).run(bytes);
  }

  /** Empty if everything is text of that encoding. */
  public static Optional<BadBytes> firstIn(byte[] bytes, Charset charset) {
    try {
      charset.newDecoder().decode(ByteBuffer.wrap(bytes));
      return Optional.empty();
    } catch (CharacterCodingException e) {
      return scan(bytes, charset);
    }
  }

  private static Optional<BadBytes> scan(byte[] bytes, Charset charset) {
    try {
      return firstIn(new ByteArrayInputStream(bytes), charset);
    } catch (IOException e) {
      throw new UncheckedIOException("an array cannot be read", e);
    }
  }

  /** What is wrong, for example "the byte 0xFC here is not UTF-8". */
  public String sentence(Charset charset) {
    String shown = hex.replaceAll("(..)(?!$)", "$1 0x");
    return "the %s 0x%s here %s not %s"
        .formatted(
            hex.length() > 2 ? "bytes" : "byte",
            shown,
            hex.length() > 2 ? "are" : "is",
            charset.name());
  }

  /** In which encoding the file may be instead, as a sentence. */
  public String guess() {
    if (marked) {
      return "The file begins with the byte order mark of UTF-16.";
    }
    byte[] first = HexFormat.of().parseHex(hex.substring(0, 2));
    boolean windows = Byte.toUnsignedInt(first[0]) <= LAST_CONTROL;
    String likely = windows ? windows(first) : new String(first, StandardCharsets.ISO_8859_1);
    return likely.indexOf(NO_CHARACTER) >= 0
        ? "The file is in none of the encodings that are guessed."
        : "The file is probably written in %s, in which this byte is '%s'."
            .formatted(windows ? WINDOWS : "ISO-8859-1 or " + WINDOWS, likely);
  }

  private static String windows(byte[] bytes) {
    return Charset.isSupported(WINDOWS)
        ? new String(bytes, Charset.forName(WINDOWS))
        : String.valueOf(NO_CHARACTER);
  }
}
