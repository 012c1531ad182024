// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres.clones;

import java.io.IOException;

/** What a process has of a server that it shares. */
public interface Hold {

  /**
   * Lets the data of the server outlive it, for the sake of one database.
   *
   * @return by which name the database is found then
   */
  String keep(String database) throws IOException;

  /** Lets go. */
  void letGo() throws IOException;
}
