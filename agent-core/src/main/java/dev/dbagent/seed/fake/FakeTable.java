// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed.fake;

import dev.dbagent.engine.RowSource;
import dev.dbagent.model.TableName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows that were made up for a table.
 *
 * @param table the table
 * @param columns those that the rows give a value for: all that take one
 * @param rows the text of each value as the server writes it; null for NULL
 */
public record FakeTable(TableName table, List<String> columns, List<List<@Nullable String>> rows)
    implements RowSource {

  public FakeTable {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  @Override
  public void sendTo(Sink sink) {
    rows.forEach(sink::row);
  }
}
