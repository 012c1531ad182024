// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.engine.Witnesses;
import dev.dbagent.model.Place;
import dev.dbagent.model.TableName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds the rows of scripts that could be a row of a table: tuples of an INSERT, lines after a
 * COPY. What the scripts compute is not computed here; it is taken to be anything.
 *
 * @param statements to look through, in order
 * @param table into which the rows must go
 * @param columns of the table in order, for statements that name none; empty if that order is not
 *     sure
 */
record RowOrigin(List<SentStatement> statements, TableName table, List<String> columns) {

  /** More than this many places are as good as none. */
  private static final int ENOUGH = 3;

  /** The places of the rows that can be the witness; all but the first few are left out. */
  List<Place> of(Witnesses found, List<@Nullable String> row) {
    Map<String, @Nullable String> values = new LinkedHashMap<>();
    found.columns().forEach(column -> values.put(column, found.value(row, column)));
    Map<String, @Nullable String> key = new LinkedHashMap<>();
    if (found.identified()) {
      found.key().forEach(column -> key.put(column, values.get(column)));
    }
    return search(
        (names, tuple) ->
            names.isEmpty()
                ? !key.isEmpty() && tuple.holds(key.values()) && tuple.isWithin(values.values())
                : tuple.gives(names, key) ? tuple.agrees(names, key) : tuple.agrees(names, values));
  }

  /** The places of the rows that give these columns these values. */
  List<Place> holding(Map<String, @Nullable String> known) {
    return search(
        (names, tuple) ->
            names.isEmpty()
                ? tuple.holds(known.values())
                : tuple.gives(names, known) && tuple.agrees(names, known));
  }

  private List<Place> search(BiPredicate<List<String>, ScriptRow> wanted) {
    List<Place> places = new ArrayList<>();
    for (SentStatement statement : statements) {
      ScriptRows rows = ScriptRows.of(statement);
      if (rows.isInto(table)) {
        List<String> names = rows.columns().isEmpty() ? columns : rows.columns();
        rows.read(
            row -> {
              if (wanted.test(names, row)) {
                places.add(statement.place(row.offset()));
              }
              return places.size() < ENOUGH;
            });
      }
    }
    return places;
  }
}
