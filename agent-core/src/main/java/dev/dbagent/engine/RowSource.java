// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows for one table, readable any number of times, always in the same order. */
public interface RowSource {

  /** The columns that every row gives a value for. */
  List<String> columns();

  /** Sends every row, in order. */
  void sendTo(Sink sink);

  /** Takes rows. */
  interface Sink {

    /**
     * Takes one row.
     *
     * @param values the engine's text form of each value, in the order of the columns; null for
     *     NULL
     */
    void row(List<@Nullable String> values);
  }
}
