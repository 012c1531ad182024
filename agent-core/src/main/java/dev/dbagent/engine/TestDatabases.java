// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine;

/**
 * Databases for tests: copies of one sealed state, on a server that all processes of this user
 * share that want the same. The server lives as long as one of them holds it, and goes with the
 * last, however that ends; so nobody has to stop it, and nobody can stop it for others.
 *
 * <p>Safe for use by several threads.
 */
public interface TestDatabases extends AutoCloseable {

  /** What a test may do in a database of its own. */
  enum Rights {
    /**
     * Reads and writes rows of all tables, uses sequences, runs functions, has temporary tables;
     * cannot change the schema, nor Flyway's history.
     */
    DATA,
    /** Those of the migrations. */
    OWNER
  }

  /**
   * A copy for nobody but whoever asks.
   *
   * @throws dev.dbagent.model.StageFailure when the server cannot make one
   */
  TestDatabase fresh(Rights rights);

  /** The one copy that many may read at once and nobody can write to. */
  TestDatabase readOnly();

  /** Lets go of the server; what this process had there is of no use afterwards. */
  @Override
  void close();
}
