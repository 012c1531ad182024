// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine;

import dev.dbagent.model.TableName;
import java.util.List;

/**
 * Loads rows into tables whose foreign keys may form any graph. While it is open, triggers and
 * foreign keys do not fire; every other constraint holds row by row. Nothing is visible to others
 * until {@link #commit}.
 */
public interface BulkLoad extends AutoCloseable {

  /**
   * Appends rows to a table; may be called again for the same one.
   *
   * @return how many rows the table gained, as counted in the table
   * @throws RejectedRowException when the server refuses one
   */
  long copy(TableName table, RowSource rows);

  /**
   * Every constraint that would have been checked by a trigger, checked by set over all tables: the
   * rows whose foreign key points nowhere, sorted by table and constraint, and for each constraint
   * by row; of many, the first few.
   */
  List<DanglingKey> danglingKeys();

  /**
   * Moves each sequence that feeds a column of a loaded table past the values which that column now
   * holds, so that the next INSERT without a value succeeds. Sequences never move back.
   */
  void advanceSequences();

  /** Makes all of it visible; the load is over. */
  void commit();

  /** Takes all of it back unless it was committed. */
  @Override
  void close();
}
