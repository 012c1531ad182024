// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine;

import java.nio.file.Path;

/** A private copy of a database that was kept, served to whoever wants to look at it. */
public interface OpenedDatabase extends AutoCloseable {

  /** Where it is, for whoever has all rights there. */
  DatabaseAddress address();

  /** Has the password, in the form of PostgreSQL's own clients; only this user can read it. */
  Path passwordFile();

  /** Waits until the server has ended, which it does not do by itself. */
  void awaitEnd() throws InterruptedException;

  /** Ends the server and deletes the copy; what was kept stays. */
  @Override
  void close();
}
