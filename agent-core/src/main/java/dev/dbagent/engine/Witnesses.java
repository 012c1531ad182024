// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine;

import dev.dbagent.model.TableName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a table that show why a statement was refused.
 *
 * @param table the table
 * @param columns all its columns, in order
 * @param key the columns by which a row is told from others: the primary key's, or else the first
 * @param rows a few of the rows, each with the text of its value in each column, long ones cut
 * @param count how many rows there are like these
 * @param identified whether the key tells a row from all others
 * @param inTheWay whether the rows break no rule themselves, but keep out what the statement wants
 */
public record Witnesses(
    TableName table,
    List<String> columns,
    List<String> key,
    List<List<@Nullable String>> rows,
    long count,
    boolean identified,
    boolean inTheWay) {

  public Witnesses {
    columns = List.copyOf(columns);
    key = List.copyOf(key);
    rows = List.copyOf(rows);
  }

  /** The value of a row in a column. */
  public @Nullable String value(List<@Nullable String> row, String column) {
    return row.get(columns.indexOf(column));
  }
}
