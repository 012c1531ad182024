// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import dev.dbagent.model.Excerpt;
import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Place;
import dev.dbagent.model.StageFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The text of a seed file: UTF-8, with or without a byte order mark. It may be big, so it is read
 * from the disk each time and never held.
 *
 * @param file where it is
 * @param shown how a user of the project writes its path
 */
record SeedText(Path file, String shown) {

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  /** Reads it by its format; an error of reading becomes a failure with a place. */
  void read(SeedFormat format, SeedFormat.Records records) {
    try {
      format.read(this, records);
    } catch (CharacterCodingException e) {
      throw WrongEncoding.of(this, e);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /**
   * All of it.
   *
   * @throws StageFailure of kind SEED_UNREADABLE or SEED_ENCODING_WRONG
   */
  String whole() {
    try {
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw WrongEncoding.of(this, e);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** Refuses what is not UTF-8 with a {@link CharacterCodingException}. */
  BufferedReader open() throws IOException {
    return open(CodingErrorAction.REPORT);
  }

  /** The text from the start of a line on, whatever its bytes are. */
  BufferedReader from(int line) throws IOException {
    BufferedReader text = open(CodingErrorAction.REPLACE);
    int reached = 1;
    while (reached < line && text.readLine() != null) {
      reached++;
    }
    return text;
  }

  /** With a place in this file and the lines around it, as far as they can still be read. */
  FailureFacts at(Place place, FailureFacts facts) {
    return facts.at(place, place.line() == 0 ? null : excerpt(place));
  }

  private @Nullable Excerpt excerpt(Place place) {
    try (BufferedReader text = from(Excerpt.firstLine(place))) {
      List<String> lines = new ArrayList<>();
      for (String line = text.readLine();
          line != null && lines.size() < Excerpt.HEIGHT;
          line = text.readLine()) {
        lines.add(line);
      }
      return lines.size() > place.line() - Excerpt.firstLine(place)
          ? Excerpt.of(lines, place)
          : null;
    } catch (IOException e) {
      return null;
    }
  }

  Place place() {
    return Place.file(shown);
  }

  StageFailure unreadable(Place place, String reason, @Nullable Throwable cause) {
    return new StageFailure(at(place, FailureFacts.of(FailureKind.SEED_UNREADABLE, reason)), cause);
  }

  StageFailure unreadable(IOException e) {
    return unreadable(place(), "it cannot be read: " + e.getMessage(), e);
  }

  private BufferedReader open(CodingErrorAction onError) throws IOException {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(onError)
            .onUnmappableCharacter(onError);
    BufferedReader text =
        new BufferedReader(new InputStreamReader(Files.newInputStream(file), decoder));
    text.mark(1);
    if (text.read() != BYTE_ORDER_MARK) {
      text.reset();
    }
    return text;
  }
}
