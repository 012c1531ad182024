// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import dev.dbagent.model.DiskSpace;
import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.SqlFault;
import dev.dbagent.model.Stage;
import dev.dbagent.model.StageFailure;
import java.io.IOException;
import java.nio.file.Path;

/** What the machine under a server has to do with the failure of a stage. */
final class Circumstances {

  private final RunningServer server;
  private final CacheDirectory cache;

  Circumstances(RunningServer server, CacheDirectory cache) {
    this.server = server;
    this.cache = cache;
  }

  /** The same failure when the machine has nothing to do with it. */
  StageFailure explained(StageFailure failure) {
    SqlFault fault = failure.fault();
    if (fault == null) {
      return new CacheUse(cache).noted(failure);
    }
    return switch (fault.condition()) {
      case DISK_FULL -> with(withoutRoom(failure.facts()), failure);
      case CONNECTION -> with(lost(failure.facts()), failure);
      default -> failure;
    };
  }

  private FailureFacts withoutRoom(FailureFacts facts) {
    Path folder = server.folder().path();
    DiskSpace space = DiskSpace.of(folder);
    FailureFacts full =
        facts
            .as(FailureKind.DISK_FULL)
            .note(
                "The server works in %s on %s; by now %s are free there."
                    .formatted(folder, space.store(), space.share()));
    return new CacheUse(cache).noted(full, folder);
  }

  private FailureFacts lost(FailureFacts facts) {
    LastWords words = lastWords();
    if (words.nameFullDisk()) {
      FailureFacts full = saying("the server went down: " + words.sentence(), facts);
      return ServerFailures.withEnd(withoutRoom(full), words);
    }
    boolean migrating = facts.kind().stage() == Stage.MIGRATION;
    return ServerFailures.withEnd(migrating ? facts : facts.as(FailureKind.SERVER_FAILED), words);
  }

  private LastWords lastWords() {
    try {
      return server.lastWords();
    } catch (IOException e) {
      // The failure is told without them.
      return LastWords.NONE;
    }
  }

  private static FailureFacts saying(String message, FailureFacts f) {
    return new FailureFacts(
        f.kind(),
        message,
        f.place(),
        f.excerpt(),
        f.fault(),
        f.notes(),
        f.related(),
        f.setting(),
        f.edits());
  }

  private static StageFailure with(FailureFacts facts, StageFailure failure) {
    return new StageFailure(facts, failure);
  }
}
