// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine;

import javax.sql.DataSource;

/** A database that a test works with; it prints without a secret. */
public interface TestDatabase extends AutoCloseable {

  /** What {@code current_database()} gives. */
  String name();

  /** For a driver: with user and password, so for a connection and never for a message. */
  String url();

  /** The same in parts: an address without a secret, and who connects. */
  DatabaseAddress address();

  /**
   * New connections; there is no pool. A server that has as many as it can serve is waited for, up
   * to a minute.
   */
  DataSource dataSource();

  /**
   * Lets the database stay, whatever is done to this object: as long as its server runs, and then
   * for some days in the cache.
   */
  Kept keep();

  /**
   * How a database that stays can be looked at; without a secret.
   *
   * @param line while its server runs: a command for a shell; the password is in a file that only
   *     this user can read
   * @param name afterwards: the name by which {@code KeptDatabases} knows it
   */
  record Kept(String line, String name) {}

  /** Gives the database back; it is dropped later, by somebody who has time. */
  @Override
  void close();
}
