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
   * Lets the database stay as long as its server runs, whatever is done to this object.
   *
   * @return a line to open it with in a shell; the password is in a file that only this user can
   *     read
   */
  String keep();

  /** Gives the database back; it is dropped later, by somebody who has time. */
  @Override
  void close();
}
