// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

/** Ends a run of Flyway before a migration that has not begun; no failure. */
final class Pause extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int done;
  private final boolean checkpoint;

  /**
   * A pause.
   *
   * @param done how many migrations are in the database
   * @param checkpoint whether the state is to be kept, and nothing is left in the session
   */
  Pause(int done, boolean checkpoint) {
    super("pause after migration " + done, null, false, false);
    this.done = done;
    this.checkpoint = checkpoint;
  }

  boolean isCheckpoint() {
    return checkpoint;
  }

  int done() {
    return done;
  }
}
