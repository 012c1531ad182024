// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine;

import dev.dbagent.model.Fingerprint;
import java.nio.file.Path;

/**
 * A database engine that the agent can start at will. Every server is private to whoever started it
 * and works on a folder of its own, so any number can run side by side.
 */
public interface DatabaseEngine {

  /** Product and exact version, the same on every platform, for example "PostgreSQL 18.6". */
  String product();

  /** For people: the product, how it runs and on which platform. */
  String description();

  /**
   * Over all that decides how this engine behaves (product, exact version, locale, settings), and
   * nothing that does not (paths, ports, users, platform).
   */
  Fingerprint fingerprint();

  /**
   * Starts a server on an empty database.
   *
   * @throws dev.dbagent.model.StageFailure when it cannot; nothing is left behind
   */
  DatabaseServer start();

  /**
   * Starts a server on a private copy of a sealed state; the state itself is only read.
   *
   * @param state a file that {@link DatabaseServer#seal} of an engine with the same fingerprint
   *     wrote
   * @throws dev.dbagent.model.StageFailure when it cannot; nothing is left behind
   */
  DatabaseServer start(Path state);
}
