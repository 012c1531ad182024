// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres.clones;

/** Who connects to a copy. */
public enum Account {
  /** Whoever ran the migrations. */
  OWNER("agent"),
  /** Reads and writes rows. */
  TESTER("db_agent_test"),
  /** Reads rows. */
  READER("db_agent_reader");

  private final String role;

  Account(String role) {
    this.role = role;
  }

  /** The name of the role. */
  public String role() {
    return role;
  }
}
