// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

/** Ends a run of Flyway before a migration that has not begun; no failure. */
final class Pause extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int done;

  /**
   * A pause.
   *
   * @param done how many migrations are in the database
   */
  Pause(int done) {
    super("pause after migration " + done, null, false, false);
    this.done = done;
  }

  int done() {
    return done;
  }
}
