// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.codegen;

import org.jooq.meta.postgres.PostgresDatabase;

/** jOOQ's database as it is, under a name in whose place the agent puts nothing. */
public final class PlainDatabase extends PostgresDatabase {

  /** For jOOQ. */
  public PlainDatabase() {}
}
