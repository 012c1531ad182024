// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import dev.dbagent.engine.BulkRead;
import dev.dbagent.engine.TableShape;
import dev.dbagent.engine.TableShape.ColumnShape;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.StageFailure;
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
public record TableRows(TableShape shape, List<List<@Nullable String>> rows) {

  public TableRows {
    rows = List.copyOf(rows);
  }

  static TableRows of(BulkRead read, TableShape shape) {
    List<List<@Nullable String>> rows = new ArrayList<>();
    read.rows(shape, rows::add);
    return new TableRows(shape, rows);
  }

  /**
   * The same of a table that may be of any size.
   *
   * @throws StageFailure of kind SEED_RECORDING_REFUSED when there are more
   */
  static TableRows of(BulkRead read, TableShape shape, int most) {
    List<List<@Nullable String>> rows = new ArrayList<>();
    read.rows(
        shape,
        row -> {
          if (rows.size() == most) {
            throw new StageFailure(
                FailureKind.SEED_RECORDING_REFUSED,
                shape.name() + " has more than " + most + " rows, which is too much for seeds");
          }
          rows.add(row);
        });
    return new TableRows(shape, rows);
  }

  /** The index of a stored column by its identity; -1 when there is none. */
  int indexOf(int column) {
    List<ColumnShape> columns = shape.stored();
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).id() == column) {
        return i;
      }
    }
    return -1;
  }

  /** The index of a stored column by its name; -1 when there is none. */
  int indexOf(String column) {
    return shape.column(column).map(found -> indexOf(found.id())).orElse(-1);
  }

  /** The indexes of the key's columns; none if there is no key. */
  List<Integer> key() {
    return shape.key().stream().map(this::indexOf).toList();
  }

  /** Some values of a row. */
  static List<@Nullable String> values(List<@Nullable String> row, List<Integer> indexes) {
    List<@Nullable String> values = new ArrayList<>(indexes.size());
    for (int index : indexes) {
      values.add(row.get(index));
    }
    return values;
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
