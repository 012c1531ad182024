// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import dev.dbagent.model.DiskSpace;
import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.FileTrouble;
import dev.dbagent.model.StageFailure;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** What keeps the cache folder from being used: what is wrong, whose it is, and who we are. */
final class CacheTrouble {

  private CacheTrouble() {}

  /** The failure of whatever was done with a file of the cache. */
  static StageFailure failure(Path folder, IOException e) {
    boolean named = e instanceof FileSystemException file && file.getFile() != null;
    Path culprit = named ? Path.of(((FileSystemException) e).getFile()) : folder;
    return failure(folder, FileTrouble.words(e), culprit, e);
  }

  /**
   * The failure of a folder that is as it should not be.
   *
   * @param why the rest of a sentence
   */
  static StageFailure failure(Path folder, String why) {
    return failure(folder, why, folder, null);
  }

  private static StageFailure failure(
      Path folder, String why, Path culprit, @Nullable Throwable cause) {
    String sentence = "the cache folder " + folder + " cannot be used: " + why;
    FailureFacts facts = FailureFacts.of(FailureKind.CACHE_UNUSABLE, sentence);
    return new StageFailure(facts.note(rights(DiskSpace.nearest(culprit))), cause);
  }

  private static String rights(Path path) {
    return "%s belongs to %s; this build runs as %s."
        .formatted(path, owner(path), ProcessUser.description());
  }

  private static String owner(Path path) {
    try {
      return Files.getOwner(path)
          + " ("
          + PosixFilePermissions.toString(Files.getPosixFilePermissions(path))
          + ")";
    } catch (IOException | UnsupportedOperationException e) {
      return "an owner that cannot be told";
    }
  }
}
