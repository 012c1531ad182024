// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine;

import dev.dbagent.model.TableName;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A table as who reads its rows sees it. What identifies it and its columns outlives renaming.
 *
 * @param id the same as long as the table exists
 * @param name its name at this moment
 * @param isPartition whether its rows are those of another table, too
 * @param columns in the order of the table
 * @param key the columns of the primary key, in its order; none if there is none
 */
public record TableShape(
    long id, TableName name, boolean isPartition, List<ColumnShape> columns, List<String> key) {

  public TableShape {
    columns = List.copyOf(columns);
    key = List.copyOf(key);
  }

  /** The columns that have values of their own, in the order of the table. */
  public List<ColumnShape> stored() {
    return columns.stream().filter(column -> !column.isGenerated()).toList();
  }

  /** A column by its name. */
  public Optional<ColumnShape> column(String called) {
    return columns.stream().filter(column -> column.name().equals(called)).findFirst();
  }

  /**
   * A column.
   *
   * @param id the same as long as the column exists, unique within the table
   * @param name its name at this moment
   * @param type as the engine prints it, with modifiers; of a domain, the type below it
   * @param isGenerated whether it is computed from others and no value can be given
   * @param filling what it gets when a row gives it no value
   */
  public record ColumnShape(int id, String name, String type, boolean isGenerated, Fill filling) {}

  /**
   * What a column gets when a row gives it no value.
   *
   * @param isConstant whether every row gets the same, today and tomorrow
   * @param value the constant's text form; null for NULL, and if it is none
   */
  public record Fill(boolean isConstant, @Nullable String value) {

    /** Whether a row that gives no value is sure to get this one. */
    public boolean isSurely(@Nullable String other) {
      return isConstant && (value == null ? other == null : value.equals(other));
    }
  }
}
