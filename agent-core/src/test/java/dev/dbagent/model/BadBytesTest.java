// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BadBytesTest {

  /**
   * In the texts {@code n}, {@code r} and {@code t} after a backslash are what they are in Java.
   */
  @ParameterizedTest
  @CsvSource({
    "'', FC, 1, 1, FC",
    "'ab', E9, 1, 3, E9",
    "'a\\nb\\nc', E9, 3, 2, E9",
    "'a\\r\\nb', E9, 2, 2, E9",
    "'a\\rb\\r', E9, 3, 1, E9",
    "'\\t\uD83D\uDE00é', E9, 1, 4, E9",
    "'\uFEFFa', E9, 1, 2, E9",
    "'a', E282, 1, 2, E282",
    "'a', C3, 1, 2, C3",
  })
  void isFoundByLineAndColumn(String before, String bytes, int line, int column, String hex)
      throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.writeBytes(before.translateEscapes().getBytes(StandardCharsets.UTF_8));
    content.writeBytes(java.util.HexFormat.of().parseHex(bytes));

    assertThat(BadBytes.firstIn(content.toByteArray(), StandardCharsets.UTF_8))
        .contains(new BadBytes(line, column, hex, false));
  }

  @Test
  void isFoundFarBehindTheFirstBuffer() {
    byte[] content = ("é\uD83D\uDE00\r\n".repeat(50_000) + "x?").getBytes(StandardCharsets.UTF_8);
    content[content.length - 1] = (byte) 0xFF;

    assertThat(BadBytes.firstIn(content, StandardCharsets.UTF_8))
        .contains(new BadBytes(50_001, 2, "FF", false));
  }

  @Test
  void isNotFoundInText() {
    byte[] content = "é\uD83D\uDE00\r\n".repeat(50_000).getBytes(StandardCharsets.UTF_8);

    assertThat(BadBytes.firstIn(content, StandardCharsets.UTF_8)).isEmpty();
    assertThat(BadBytes.firstIn(new byte[0], StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void mayBeOfAnyEncoding() {
    assertThat(BadBytes.firstIn(new byte[] {0, 'a', 0, '\n', 0}, StandardCharsets.UTF_16BE))
        .contains(new BadBytes(2, 1, "00", false));
  }

  @ParameterizedTest
  @CsvSource({
    "FC, the byte 0xFC here is not UTF-8",
    "E282, the bytes 0xE2 0x82 here are not UTF-8",
    "F09F98, the bytes 0xF0 0x9F 0x98 here are not UTF-8",
  })
  void isShownInHex(String hex, String sentence) {
    assertThat(new BadBytes(1, 1, hex, false).sentence(StandardCharsets.UTF_8)).isEqualTo(sentence);
  }

  @ParameterizedTest
  @CsvSource({
    "ISO-8859-1, ü, 'The file is probably written in ISO-8859-1 or windows-1252, in which this byte is ''ü''.'",
    "windows-1252, €, 'The file is probably written in windows-1252, in which this byte is ''€''.'",
    "UTF-16, a, The file begins with the byte order mark of UTF-16.",
  })
  void hintsAtTheRightEncoding(Charset encoding, String text, String guess) {
    Optional<BadBytes> bad = BadBytes.firstIn(text.getBytes(encoding), StandardCharsets.UTF_8);

    assertThat(bad.map(BadBytes::guess)).contains(guess);
  }

  @Test
  void guessesNothingForAByteThatNoEncodingHas() {
    assertThat(new BadBytes(1, 1, "81", false).guess())
        .isEqualTo("The file is in none of the encodings that are guessed.");
  }
}
