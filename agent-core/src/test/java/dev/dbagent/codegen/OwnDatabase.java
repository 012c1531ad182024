// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.codegen;

import org.jooq.meta.postgres.PostgresDatabase;

/** A user's reading of the catalogue. */
public final class OwnDatabase extends PostgresDatabase {

  /** For jOOQ. */
  public OwnDatabase() {}
}
