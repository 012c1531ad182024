// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import dev.dbagent.model.Place;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A way to write the rows of a table into a text file. */
interface SeedFormat {

  /** How the names of its files end, the dot included. */
  String suffix();

  /**
   * Reads a file from start to end.
   *
   * @throws dev.dbagent.model.StageFailure of kind SEED_UNREADABLE, with line and column
   * @throws IOException as the text throws it
   */
  void read(SeedText text, Records records) throws IOException;

  /**
   * Where each field begins, with its column.
   *
   * @param line on which the record begins
   */
  List<Place> fields(SeedText text, int line) throws IOException;

  /** Takes what is read, in the order of the file. */
  interface Records {

    /** Comes first, and exactly once; names are distinct. */
    void header(Place place, List<String> columns);

    /**
     * A row.
     *
     * @param place where it begins
     * @param values as many as there are columns; null for NULL
     */
    void record(Place place, List<@Nullable String> values);
  }
}
