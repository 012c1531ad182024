// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine;

import dev.dbagent.model.TableName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tries rows out, one by one, in a transaction that is always taken back. Triggers and foreign keys
 * do not fire; every other constraint that holds row by row does.
 */
public interface RowTrial extends AutoCloseable {

  /** In the order of the table. */
  List<ColumnType> columnTypes(TableName table);

  /** The foreign keys that a table holds, by name. */
  List<Reference> references(TableName table);

  /**
   * Inserts a row, which stays for the rows after it.
   *
   * @param values the text of each column's value; null for NULL
   * @return the values as the server writes them
   * @throws RejectedRowException when the server refuses the row; it is as if it had not been tried
   */
  List<@Nullable String> insert(
      TableName table, List<String> columns, List<@Nullable String> values);

  /**
   * Values that some columns have in a table, each combination once and none with NULL, in an order
   * that is equal for equal data.
   *
   * @param most how many at most
   */
  List<List<String>> present(TableName table, List<String> columns, int most);

  /** Takes all rows back. */
  @Override
  void close();
}
