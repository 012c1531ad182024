// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.codegen;

import dev.dbagent.model.TableName;
import java.util.List;

/**
 * What a run of jOOQ can do without, because it is known from an earlier one. Public, and seen by
 * both sides of a {@link JooqLoader}, because it is how they talk.
 */
public interface KnownCode {

  /**
   * Whether a file with code for a table is there without the run, which must not write it then.
   */
  boolean takes(TableName table, String file);

  /** Whether all code for a table is there. */
  boolean isThere(TableName table);

  /** The names of the columns of a table whose code is there, in order: no more is wanted of it. */
  List<String> columns(TableName table);

  /** Says that more was wanted of such a table: what the run writes is of no use. */
  void isNotEnough();
}
