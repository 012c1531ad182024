// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import dev.dbagent.model.Place;
import dev.dbagent.model.StageFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The text of a seed file: UTF-8, with or without a byte order mark. */
final class SeedText {

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private SeedText() {}

  /** Reads a file by its format; an error of reading becomes SEED_UNREADABLE. */
  static void read(Path file, String shown, SeedFormat format, SeedFormat.Records records) {
    try (BufferedReader text = open(file)) {
      format.read(text, shown, records);
    } catch (CharacterCodingException e) {
      throw notUtf8(file, shown, e);
    } catch (IOException e) {
      throw unreadable(shown, e);
    }
  }

  static StageFailure unreadable(String shown, IOException e) {
    return Unreadable.at(Place.file(shown), "it cannot be read: " + e.getMessage(), e);
  }

  private static BufferedReader open(Path file) throws IOException {
    BufferedReader text = Files.newBufferedReader(file, StandardCharsets.UTF_8);
    text.mark(1);
    if (text.read() != BYTE_ORDER_MARK) {
      text.reset();
    }
    return text;
  }

  private static StageFailure notUtf8(Path file, String shown, IOException cause) {
    try {
      return Unreadable.at(
          Place.line(shown, firstLineNotUtf8(file)), "the line is not UTF-8", cause);
    } catch (IOException e) {
      return unreadable(shown, e);
    }
  }

  /** A line end is never part of a longer UTF-8 sequence, so lines can be told before decoding. */
  private static int firstLineNotUtf8(Path file) throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      int number = 1;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!isUtf8(line.getBytes(StandardCharsets.ISO_8859_1))) {
          return number;
        }
        number++;
      }
      return 0;
    }
  }

  private static boolean isUtf8(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
