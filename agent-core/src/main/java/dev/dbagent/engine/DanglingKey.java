// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine;

import dev.dbagent.model.TableName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A foreign key that points to no row.
 *
 * @param constraint the foreign key's name
 * @param table the table that holds the key
 * @param columns the key's columns
 * @param values the key's values, as text
 * @param references the table that should hold the row
 * @param referencedColumns the columns it should be found by
 * @param source the rows that it came with; null when no loaded row holds it
 * @param row which row of the source holds it, from 1; 0 when no loaded row does
 */
public record DanglingKey(
    String constraint,
    TableName table,
    List<String> columns,
    List<String> values,
    TableName references,
    List<String> referencedColumns,
    @Nullable RowSource source,
    long row) {

  public DanglingKey {
    columns = List.copyOf(columns);
    values = List.copyOf(values);
    referencedColumns = List.copyOf(referencedColumns);
  }
}
