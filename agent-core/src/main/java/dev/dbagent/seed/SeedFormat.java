// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import dev.dbagent.model.Place;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A way to write the rows of a table into a text file. */
interface SeedFormat {

  /** How the names of its files may end, the dot included; the usual one first. */
  List<String> suffixes();

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

  /**
   * Where each column is named, with its column.
   *
   * @param line of {@link Records#header}
   */
  List<Place> names(SeedText text, int line) throws IOException;

  /** Whether a name is written as it is, without quotes. */
  boolean takesBare(String name);

  /** Who decides which columns a row has a value for, for messages. */
  String giver();

  /** How NULL is written, in a sentence. */
  String nullNote();

  /** Takes what is read, in the order of the file. */
  interface Records {

    /**
     * Comes before the first row, and again whenever the columns of the next row are others than
     * those of the one before; names are distinct.
     *
     * @param place where the columns are named
     */
    void header(Place place, List<String> columns);

    /**
     * A row.
     *
     * @param place where it begins
     * @param values as many as there are columns by the latest header; null for NULL
     */
    void record(Place place, List<@Nullable String> values);
  }
}
