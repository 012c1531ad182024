// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

/** Decides where a replay stops for a moment, and keeps what is in the database by then. */
public interface Checkpoints {

  /**
   * Whether to stop now; asked before each migration but the first.
   *
   * @param done how many versioned migrations are in the database
   */
  boolean isDue(int done);

  /**
   * Keeps the state after so many versioned migrations, of which none left anything in its session.
   * Nobody is connected to the server; afterwards the replay goes on, on connections of its own.
   */
  void keep(int done);
}
