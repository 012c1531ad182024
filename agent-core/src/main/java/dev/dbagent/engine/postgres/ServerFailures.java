// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import dev.dbagent.model.DiskFullException;
import dev.dbagent.model.DiskSpace;
import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.StageFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns how one of the engine's programs ended into a failure that names the cause. */
final class ServerFailures {

  private static final String DATA = "the server's data";

  private static final Path DEV_SHM = Path.of("/dev/shm");

  private final String product;
  private final LastWords words;

  private ServerFailures(String product, LastWords words) {
    this.product = product;
    this.words = words;
  }

  /**
   * The failure of a program. To be asked before its folder is deleted.
   *
   * @param product name and version of the engine
   * @param what it did not do, as the rest of a sentence: {@code did not start}
   * @param folder that it wrote to
   */
  static StageFailure of(String product, String what, LastWords words, Path folder) {
    ServerFailures failures = new ServerFailures(product, words);
    FailureFacts specific = failures.specific();
    if (words.nameFullDisk() || (specific == null && DiskSpace.of(folder).isExhausted())) {
      IOException said = new IOException(words.sentence());
      StageFailure full = DiskFullException.failure(said, folder, DATA);
      return new StageFailure(full.facts().note(said(words)), full.getCause());
    }
    FailureFacts facts =
        specific == null
            ? withSignal(failed(product + " " + what + ": " + words.sentence()), words)
            : specific;
    return new StageFailure(withLines(facts, words), null);
  }

  /** With what a server said of its end, and why it may have come to it. */
  static FailureFacts withEnd(FailureFacts facts, LastWords words) {
    return withLines(withSignal(facts, words), words);
  }

  private @Nullable FailureFacts specific() {
    if (words.missingLibrary().isPresent()) {
      return withoutLibrary(words.missingLibrary().get());
    }
    if (words.missingLibc().isPresent()) {
      return cannotRun("it needs " + words.missingLibc().get() + ", this machine's is older");
    }
    if (words.namelessUser().isPresent()) {
      return withoutName(words.namelessUser().get());
    }
    if (words.nameFullMemory()) {
      return withoutMemory();
    }
    return words.nameFullKernelTable() ? withoutIdentifier() : null;
  }

  private FailureFacts withoutLibrary(String library) {
    return cannotRun("the shared library " + library + " is missing")
        .note("It belongs to a package of the operating system, which has to be installed.");
  }

  private FailureFacts withoutName(String uid) {
    return failed("initdb refuses to run as uid " + uid + ", which /etc/passwd does not know")
        .note(
            "Run the build as a user that it knows, or let the image add one:"
                + " echo 'build:x:%s:0::/tmp:/bin/sh' >>/etc/passwd".formatted(uid));
  }

  private FailureFacts withoutMemory() {
    return cannotRun("/dev/shm is too small, " + DiskSpace.of(DEV_SHM).share() + " are free")
        .note("A container is given more of it with docker run --shm-size.");
  }

  private FailureFacts withoutIdentifier() {
    return cannotRun("the kernel has no identifier left for its shared memory")
        .note(
            "Programs that were killed may have left theirs behind: ipcs -m lists them, ipcrm -m"
                + " removes one, and kernel.shmmni is how many there can be.");
  }

  private FailureFacts cannotRun(String reason) {
    return failed(product + " cannot run here: " + reason);
  }

  private static FailureFacts failed(String sentence) {
    return FailureFacts.of(FailureKind.SERVER_FAILED, sentence);
  }

  private static FailureFacts withSignal(FailureFacts facts, LastWords words) {
    if (words.signal().isEmpty()) {
      return facts;
    }
    FailureFacts signalled = facts.note("It was ended by " + words.signal().get() + ".");
    return words.wasKilled() ? signalled.note(MemoryLimit.sentence()) : signalled;
  }

  private static String said(LastWords words) {
    return "It said: " + words.sentence();
  }

  private static FailureFacts withLines(FailureFacts facts, LastWords words) {
    List<String> lines = words.lines();
    return lines.isEmpty() ? facts : facts.note("It said last:\n" + String.join("\n", lines));
  }
}
