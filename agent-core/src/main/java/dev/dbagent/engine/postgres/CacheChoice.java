// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import dev.dbagent.model.DiskFullException;
import dev.dbagent.model.DiskSpace;
import dev.dbagent.model.Progress;
import dev.dbagent.model.StageFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Which cache folder a build works with: its own, or, where that cannot be used, this user's folder
 * among the temporary files. A build should not fail because something that only makes it faster is
 * out of order.
 */
public final class CacheChoice {

  /** A server at work on a small state needs as much. */
  private static final long LEAST_ROOM = 10_000_000;

  /** Binaries of one version, and what is needed while the first data directory is made. */
  private static final long ROOM_FOR_ALL = 150_000_000;

  private CacheChoice() {}

  /**
   * Makes what is missing of a cache folder; another choice is told in one line.
   *
   * @param folder null for the current user's own
   * @return the same, unless it cannot be used and another one can
   */
  public static @Nullable Path of(@Nullable Path folder, Progress progress) {
    return of(folder, Path.of(System.getProperty("java.io.tmpdir")), progress);
  }

  static @Nullable Path of(@Nullable Path folder, Path temporary, Progress progress) {
    try {
      requireUsable(CacheDirectory.of(folder));
      return folder;
    } catch (StageFailure e) {
      Path other = other(temporary);
      if (other == null) {
        // Whoever works with the folder tells what is wrong with it.
        return folder;
      }
      progress.warned(e.getMessage() + "; " + other + " is used instead");
      return other;
    }
  }

  private static void requireUsable(CacheDirectory cache) {
    cache.prepare();
    for (Path folder : new Path[] {cache.root(), cache.work()}) {
      if (!Files.isWritable(folder)) {
        throw CacheTrouble.failure(cache.root(), folder + " cannot be written");
      }
    }
    DiskSpace space = DiskSpace.of(cache.work());
    if (space.total() > 0 && space.usable() < LEAST_ROOM) {
      throw DiskFullException.failure(new IOException(), cache.root(), "the agent's cache");
    }
  }

  /** Null when there is none. */
  private static @Nullable Path other(Path temporary) {
    try {
      int uid = ProcessUser.uid();
      Path folder = temporary.resolve("db-agent-" + uid);
      Folders.provide(folder, uid == 0 ? Folders.PASSABLE : Folders.OWNER_ONLY);
      CacheDirectory.refuseUnlessOnlyOf(uid, folder);
      boolean roomy = DiskSpace.of(folder).usable() >= ROOM_FOR_ALL;
      requireUsable(new CacheDirectory(folder));
      return roomy ? folder : null;
    } catch (IOException | StageFailure | UnsupportedOperationException e) {
      return null;
    }
  }
}
