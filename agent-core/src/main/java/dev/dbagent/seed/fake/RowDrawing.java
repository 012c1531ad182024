// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed.fake;

import dev.dbagent.engine.ColumnType;
import dev.dbagent.engine.Reference;
import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.StageFailure;
import dev.dbagent.model.TableName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Draws the values of one row: first the keys that point to other rows, then the rest. */
final class RowDrawing {

  /** Of so many values that may be NULL, one is. */
  private static final int NULLS = 8;

  private final FakedTable table;
  private final FakeValues values;
  private final Targets targets;
  private final int rows;
  private final int row;
  private final Map<String, Integer> attempts;
  private final boolean isFull;
  private final Map<String, @Nullable String> drawn = new HashMap<>();

  /**
   * @param rows how many rows the table gets
   * @param row the number of this one, from 1
   * @param attempts how many values of a column were refused
   * @param given the values that are decided already; NULL is drawn for no other column then, if
   *     there is a value. Null when none is decided
   */
  RowDrawing(
      FakedTable table,
      FakeValues values,
      Targets targets,
      int rows,
      int row,
      Map<String, Integer> attempts,
      @Nullable Map<String, @Nullable String> given) {
    this.table = table;
    this.values = values;
    this.targets = targets;
    this.rows = rows;
    this.row = row;
    this.attempts = attempts;
    this.isFull = given != null;
    if (given != null) {
      drawn.putAll(given);
    }
  }

  /** A value for each of some columns; null for NULL. */
  Map<String, @Nullable String> of(List<String> columns) {
    table.references().forEach(this::point);
    columns.stream().filter(column -> !drawn.containsKey(column)).forEach(this::draw);
    return drawn;
  }

  private void draw(String column) {
    drawn.put(column, value(column, new Draw(name(), column, row, attempts(column))));
  }

  private @Nullable String value(String column, Draw draw) {
    if (table.isNullable(column) && isNull(draw)) {
      return null;
    }
    ColumnType type = table.type(column);
    Optional<String> value =
        table.isKey(List.of(column)) ? values.distinct(type, draw, rows) : values.of(type, draw);
    return value.orElse(null);
  }

  private boolean isNull(Draw draw) {
    return !isFull && draw.random().nextInt(NULLS) == 0;
  }

  /** Chooses the row that a key points to, as far as its columns are not decided yet. */
  private void point(Reference reference) {
    List<String> own = reference.columns();
    int refused = own.stream().mapToInt(this::attempts).max().orElse(0);
    Draw draw = new Draw(name(), String.join(",", own), row, refused);
    boolean mayBeNull = own.stream().anyMatch(table::isNullable);
    List<List<String>> fitting = targets.fitting(reference, drawn);
    if (fitting.isEmpty() && !mayBeNull) {
      pointToItself(reference);
    } else if (fitting.isEmpty() || (mayBeNull && isNull(draw))) {
      own.stream()
          .filter(column -> table.isNullable(column) && !drawn.containsKey(column))
          .forEach(column -> drawn.put(column, null));
    } else {
      List<String> target =
          table.isKey(own)
              ? fitting.get((row - 1 + refused) % fitting.size())
              : draw.oneOf(fitting);
      for (int i = 0; i < own.size(); i++) {
        String column = own.get(i);
        if (!(isFull && drawn.containsKey(column))) {
          drawn.put(column, target.get(i));
        }
      }
    }
  }

  /** The first row of a tree has nobody else. */
  private void pointToItself(Reference reference) {
    if (!reference.table().equals(name())) {
      throw orphan(reference);
    }
    for (int i = 0; i < reference.columns().size(); i++) {
      String target = reference.referencedColumns().get(i);
      if (!drawn.containsKey(target)) {
        draw(target);
      }
      drawn.put(reference.columns().get(i), drawn.get(target));
    }
  }

  private StageFailure orphan(Reference reference) {
    return new StageFailure(
        FailureFacts.of(
                FailureKind.SEED_KEY_DANGLING,
                "rows of %s need a row of %s (%s), which has none"
                    .formatted(name(), reference.table(), String.join(", ", reference.columns())))
            .note(
                "Name "
                    + reference.table()
                    + " in dbAgent.tables, too, or write a seed file for it."),
        null);
  }

  private int attempts(String column) {
    return attempts.getOrDefault(column, 0);
  }

  private TableName name() {
    return table.relation().name();
  }
}
