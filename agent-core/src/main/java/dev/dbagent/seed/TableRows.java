// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import dev.dbagent.engine.BulkRead;
import dev.dbagent.engine.TableShape;
import dev.dbagent.engine.TableShape.ColumnShape;
import dev.dbagent.seed.TargetRow.Cell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a table at one moment.
 *
 * @param shape the table
 * @param rows the values of its stored columns, in its order
 */
record TableRows(TableShape shape, List<List<@Nullable String>> rows) {

  static TableRows of(BulkRead read, TableShape shape) {
    List<List<@Nullable String>> rows = new ArrayList<>();
    read.rows(shape, rows::add);
    return new TableRows(shape, rows);
  }

  /** A file of all rows. */
  SeedTarget asNew() {
    List<TargetRow> targets = new ArrayList<>();
    for (List<@Nullable String> row : rows) {
      targets.add(asNew(row, targets.size()));
    }
    return new SeedTarget(Map.of(), targets);
  }

  /** A row that a file does not have yet; the key is always given. */
  TargetRow asNew(List<@Nullable String> row, long rank) {
    Map<String, Cell> cells = new LinkedHashMap<>();
    List<ColumnShape> columns = shape.stored();
    for (int i = 0; i < columns.size(); i++) {
      ColumnShape column = columns.get(i);
      boolean isDefault = column.filling().isSurely(row.get(i));
      boolean isKey = shape.key().contains(column.name());
      cells.put(column.name(), new Cell(row.get(i), isKey || !isDefault));
    }
    return new TargetRow(0, rank, cells);
  }
}
