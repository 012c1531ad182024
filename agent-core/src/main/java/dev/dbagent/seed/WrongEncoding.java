// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Place;
import dev.dbagent.model.StageFailure;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;

/** A seed file that is not UTF-8: where that shows first, and what it may be instead. */
final class WrongEncoding {

  private static final int UTF_16_MARK = 0xFEFF;
  private static final int UTF_16_MARK_REVERSED = 0xFFFE;
  private static final int LAST_CONTROL = 0x9F;

  private WrongEncoding() {}

  static StageFailure of(SeedText text, IOException cause) {
    try (InputStream bytes = new BufferedInputStream(Files.newInputStream(text.file()))) {
      FirstBadByte bad = FirstBadByte.in(bytes);
      Place place = new Place(text.shown(), bad.line(), bad.column());
      FailureFacts facts =
          FailureFacts.of(
              FailureKind.SEED_ENCODING_WRONG,
              "the byte 0x%02X here is not UTF-8".formatted(bad.value()));
      return new StageFailure(text.at(place, facts.note(guess(text, bad.value()))), cause);
    } catch (IOException e) {
      return text.unreadable(e);
    }
  }

  private static String guess(SeedText text, int value) throws IOException {
    try (InputStream start = Files.newInputStream(text.file())) {
      int mark = start.read() << Byte.SIZE | start.read();
      if (mark == UTF_16_MARK || mark == UTF_16_MARK_REVERSED) {
        return "The file begins with the byte order mark of UTF-16.";
      }
    }
    if (value <= LAST_CONTROL && !Charset.isSupported("windows-1252")) {
      return "The file is in none of the encodings that are guessed.";
    }
    Charset likely =
        value <= LAST_CONTROL ? Charset.forName("windows-1252") : StandardCharsets.ISO_8859_1;
    return "The file is probably written in %s, in which this byte is '%s'."
        .formatted(
            value <= LAST_CONTROL ? "windows-1252" : "ISO-8859-1 or windows-1252",
            new String(new byte[] {(byte) value}, likely));
  }

  /**
   * The first byte that cannot belong to UTF-8.
   *
   * @param line counted from 1
   * @param column in characters, counted from 1
   */
  private record FirstBadByte(int line, int column, int value) {

    /**
     * A line end is never part of a longer UTF-8 sequence, so lines can be told before decoding.
     */
    static FirstBadByte in(InputStream bytes) throws IOException {
      int number = 1;
      for (byte[] line = nextLine(bytes); line.length > 0; line = nextLine(bytes)) {
        CharBuffer text = CharBuffer.allocate(line.length);
        ByteBuffer in = ByteBuffer.wrap(line);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, text, true);
        if (result.isError()) {
          String before = text.flip().toString().replace("\uFEFF", "");
          int column = before.codePointCount(0, before.length()) + 1;
          return new FirstBadByte(number, column, Byte.toUnsignedInt(line[in.position()]));
        }
        number++;
      }
      throw new IOException("it is UTF-8 by now");
    }

    /** With its line end, which is LF, CR LF or CR; empty at the end. */
    private static byte[] nextLine(InputStream bytes) throws IOException {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      for (int b = bytes.read(); b >= 0; b = bytes.read()) {
        line.write(b);
        if (b == '\r') {
          bytes.mark(1);
          if (bytes.read() == '\n') {
            line.write('\n');
          } else {
            bytes.reset();
          }
        }
        if (b == '\r' || b == '\n') {
          break;
        }
      }
      return line.toByteArray();
    }
  }
}
