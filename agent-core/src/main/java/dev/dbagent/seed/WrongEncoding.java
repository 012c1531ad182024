// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import dev.dbagent.model.BadBytes;
import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Place;
import dev.dbagent.model.StageFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;

/** A seed file that is not UTF-8: where that shows first, and what it may be instead. */
final class WrongEncoding {

  private WrongEncoding() {}

  static StageFailure of(SeedText text, IOException cause) {
    try (InputStream bytes = Files.newInputStream(text.file())) {
      BadBytes bad =
          BadBytes.firstIn(bytes, StandardCharsets.UTF_8)
              .orElseThrow(() -> new IOException("it is UTF-8 by now"));
      Place place = new Place(text.shown(), bad.line(), bad.column());
      FailureFacts facts =
          FailureFacts.of(FailureKind.SEED_ENCODING_WRONG, bad.sentence(StandardCharsets.UTF_8));
      return new StageFailure(text.at(place, facts.note(bad.guess())), cause);
    } catch (IOException e) {
      return text.unreadable(e);
    }
  }
}
