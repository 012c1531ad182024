// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine;

import java.nio.file.Path;

/** The data of a server as it was at one moment, beside the server, which goes on meanwhile. */
public interface StateCopy extends AutoCloseable {

  /**
   * Packs the copy into one file, as {@link DatabaseServer#seal} does; may be called by any thread
   * while the server serves.
   *
   * @param target the file to write; must not exist
   * @throws dev.dbagent.model.StageFailure when it cannot, or when already the copy could not be
   *     made, or when the server was let go of before it was packed; the server is none the worse
   *     for it
   */
  void pack(Path target);

  /** Forgets the copy. That of a server that was let go of goes with it. */
  @Override
  void close();
}
