// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.junit;

/** Tells with a failure how its database can be looked at; has no stack of its own. */
final class KeptDatabase extends RuntimeException {

  private static final long serialVersionUID = 1L;

  KeptDatabase(String line) {
    super(
        "the database of this test is kept as long as its server runs: " + line,
        null,
        false,
        false);
  }
}
