// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine;

import dev.dbagent.model.TableName;
import java.util.List;

/**
 * A foreign key as its columns: which of them are looked up where.
 *
 * @param columns of the table that holds the key
 * @param table the table it points to
 * @param referencedColumns of that table, in the order of the columns
 */
public record Reference(List<String> columns, TableName table, List<String> referencedColumns) {

  public Reference {
    columns = List.copyOf(columns);
    referencedColumns = List.copyOf(referencedColumns);
  }
}
