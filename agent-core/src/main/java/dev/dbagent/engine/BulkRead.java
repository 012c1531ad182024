// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads rows out of tables in the engine's own text form, in which a {@link BulkLoad} takes them
 * back. The form is the same whatever the database, its owner or the machine have set, and loses
 * nothing. All that one reads is of one moment.
 */
public interface BulkRead extends AutoCloseable {

  /** The tables that users made, sorted by name. */
  List<TableShape> tables();

  /**
   * Sends all rows of a table, by the values of {@link TableShape#stored}: sorted by the primary
   * key, or by all columns if there is none; text by code point.
   */
  void rows(TableShape table, RowSource.Sink sink);

  /**
   * What the server makes of rows, without giving them to the table: each with the columns of the
   * source, as they would be read out, in the order of the source.
   *
   * @throws RejectedRowException when a value is none of its column's type
   */
  List<List<@Nullable String>> asHeld(TableShape table, RowSource rows);

  /** The same, sorted as {@link #rows} sorts those of the table. */
  List<List<@Nullable String>> inOrder(TableShape table, RowSource rows);

  @Override
  void close();
}
