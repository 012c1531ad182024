// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import dev.dbagent.model.SchemaSnapshot.Relation;
import dev.dbagent.model.TableName;
import java.util.List;
import java.util.Optional;

/**
 * Tells which tables had no row when migrations changed them. What a migration does to an empty
 * table says nothing about one with rows.
 *
 * @param before the migrations
 * @param after the migrations
 */
record Unproved(SeedSnapshot before, SeedSnapshot after) {

  List<TableName> tables() {
    return before.tables().stream()
        .filter(table -> table.rows().isEmpty() && !table.shape().isPartition())
        .filter(this::isChanged)
        .map(table -> table.shape().name())
        .toList();
  }

  private boolean isChanged(TableRows table) {
    Optional<Relation> old = before.schema().relation(table.shape().name());
    Optional<Relation> current =
        after
            .table(table.shape().id())
            .flatMap(there -> after.schema().relation(there.shape().name()));
    return old.isPresent()
        && current.isPresent()
        && !(old.get().columns().equals(current.get().columns())
            && old.get().constraints().equals(current.get().constraints())
            && old.get().indexes().equals(current.get().indexes()));
  }
}
