// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Place;
import dev.dbagent.model.StageFailure;
import org.jspecify.annotations.Nullable;

/** Failures of files that cannot be read as seeds. */
final class Unreadable {

  private Unreadable() {}

  static StageFailure at(Place place, String reason, @Nullable Throwable cause) {
    return new StageFailure(FailureKind.SEED_UNREADABLE, reason, place, null, cause);
  }
}
