// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.codegen;

import dev.dbagent.model.SchemaSnapshot.Column;
import dev.dbagent.model.SchemaSnapshot.Relation;
import dev.dbagent.model.TableName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Earlier code, as far as a run of jOOQ has to know it.
 *
 * @param tables whose code is there
 * @param files of that code and of any other, by their paths
 * @param columns the names of those tables' columns, for those of which the names will do
 */
record KnownTables(Set<TableName> tables, Set<String> files, Map<TableName, List<String>> columns) {

  /**
   * @param relations those of which the run may have the names of columns instead of the columns
   */
  static KnownTables of(EarlierCode earlier, List<Relation> relations) {
    Map<TableName, List<String>> columns = new HashMap<>();
    for (Relation relation : relations) {
      if (earlier.tables().contains(relation.name())) {
        columns.put(relation.name(), relation.columns().stream().map(Column::name).toList());
      }
    }
    return new KnownTables(
        new HashSet<>(earlier.tables()), new HashSet<>(earlier.files().keySet()), columns);
  }
}
