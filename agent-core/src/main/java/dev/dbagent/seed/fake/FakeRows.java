// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed.fake;

import dev.dbagent.engine.Reference;
import dev.dbagent.engine.RowTrial;
import dev.dbagent.model.SchemaSnapshot.Relation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes up rows for tables that stand on a server. The same tables get the same rows, and a column
 * that is added changes no value of another; only what a constraint refuses, and what it then
 * drives to another value, depends on the rest.
 */
public final class FakeRows {

  private FakeRows() {}

  /**
   * Makes the rows; nothing of them stays in the database.
   *
   * @param trial for these rows only
   * @param tables those that get rows
   * @param rows how many each gets
   * @return in an order in which a table comes after those that it points to
   * @throws dev.dbagent.model.StageFailure when no rows can be made that the constraints allow
   */
  public static List<FakeTable> of(RowTrial trial, List<Relation> tables, int rows) {
    Map<Relation, List<Reference>> references = new LinkedHashMap<>();
    tables.forEach(table -> references.put(table, trial.references(table.name())));
    FakeValues values = new FakeValues(new Words());
    List<FakeTable> made = new ArrayList<>();
    for (Relation table : TableOrder.of(references)) {
      List<Reference> keys = references.getOrDefault(table, List.of());
      FakedTable faked = FakedTable.of(trial, table, keys);
      made.add(new RowMaker(trial, values, faked, rows).make());
    }
    return made;
  }
}
