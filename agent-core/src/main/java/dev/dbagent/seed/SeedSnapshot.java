// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import dev.dbagent.engine.BulkRead;
import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.engine.TableShape;
import dev.dbagent.model.SchemaSnapshot;
import dev.dbagent.model.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The rows of all tables at one moment.
 *
 * @param tables sorted by name
 * @param schema the catalogue
 */
public record SeedSnapshot(List<TableRows> tables, SchemaSnapshot schema) {

  public SeedSnapshot {
    tables = List.copyOf(tables);
  }

  /**
   * Reads them.
   *
   * @param historyTable the unqualified name of Flyway's own table, which is left out
   */
  public static SeedSnapshot of(DatabaseServer server, String historyTable) {
    try (BulkRead read = server.beginBulkRead()) {
      return of(read, server.snapshot(), historyTable);
    }
  }

  static SeedSnapshot of(BulkRead read, SchemaSnapshot schema, String historyTable) {
    List<TableRows> tables = new ArrayList<>();
    for (TableShape shape : read.tables()) {
      if (!shape.name().name().equals(historyTable)) {
        tables.add(TableRows.of(read, shape));
      }
    }
    return new SeedSnapshot(tables, schema);
  }

  Optional<TableRows> table(TableName name) {
    return tables.stream().filter(table -> table.shape().name().equals(name)).findFirst();
  }

  Optional<TableRows> table(long id) {
    return tables.stream().filter(table -> table.shape().id() == id).findFirst();
  }
}
