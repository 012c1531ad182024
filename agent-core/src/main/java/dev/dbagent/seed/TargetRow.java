// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row as a file should give it.
 *
 * @param number of the row in the file as it is, from 1; 0 for a row that is new there
 * @param rank its place in the order of the table, to put new rows between old ones
 * @param cells one for each column that can have a value, in the order of the table
 */
record TargetRow(long number, long rank, Map<String, Cell> cells) {

  /**
   * A value.
   *
   * @param value as it should be written: that of the file as it is, if it still says the same
   * @param isNeeded whether the row would get another one if the file did not give it
   */
  record Cell(@Nullable String value, boolean isNeeded) {}

  boolean isNew() {
    return number == 0;
  }
}
