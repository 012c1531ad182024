// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.codegen;

import dev.dbagent.model.TableName;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jooq.meta.ForeignKeyDefinition;
import org.jooq.meta.TableDefinition;
import org.jooq.meta.UniqueKeyDefinition;
import org.jooq.meta.postgres.PostgresDatabase;

/**
 * jOOQ's PostgreSQL database, remembered after use: what it held is what the code was written from.
 * Public because jOOQ instantiates it by name.
 */
public final class RecordingDatabase extends PostgresDatabase {

  /** For jOOQ. */
  public RecordingDatabase() {}

  @Override
  protected List<TableDefinition> getTables0() throws SQLException {
    List<TableDefinition> tables = super.getTables0();
    if (getConnection() instanceof JooqRun.Recorded recorded) {
      KnownCode known = recorded.recorder().known();
      tables.replaceAll(table -> TakenTable.of(table, known));
      recorded
          .recorder()
          .expect(
              tables.stream()
                  .filter(table -> !(table instanceof TakenTable))
                  .map(RecordingDatabase::name)
                  .toList());
    }
    return tables;
  }

  @Override
  public void close() {
    if (getConnection() instanceof JooqRun.Recorded recorded) {
      recorded.recorder().record(this);
    }
    super.close();
  }

  /**
   * Every table that jOOQ saw: with the {@link Parts} it has, or empty if the user's includes and
   * excludes left it out. A table dropped for any other reason is not in it.
   */
  Map<TableName, Optional<Set<String>>> held() {
    Map<TableName, Optional<Set<String>>> result = new TreeMap<>();
    List<TableDefinition> seen =
        getAll().stream()
            .filter(TableDefinition.class::isInstance)
            .map(TableDefinition.class::cast)
            .toList();
    Set<TableDefinition> selected =
        new HashSet<>(filterExcludeInclude(seen, getExcludes(), getIncludes(), List.of()));
    seen.stream()
        .filter(t -> !selected.contains(t))
        .forEach(t -> result.put(name(t), Optional.empty()));
    getSchemata().stream()
        .flatMap(schema -> getTables(schema).stream())
        .forEach(t -> result.put(name(t), Optional.of(parts(t))));
    return result;
  }

  private static TableName name(TableDefinition table) {
    return new TableName(table.getSchema().getName(), table.getName());
  }

  private static Set<String> parts(TableDefinition table) {
    Set<String> parts = new HashSet<>();
    table.getColumns().forEach(column -> parts.add(Parts.column(column.getName())));
    for (UniqueKeyDefinition key : table.getKeys()) {
      parts.add(Parts.key(key.getName()));
    }
    for (ForeignKeyDefinition key : table.getForeignKeys()) {
      parts.add(Parts.foreignKey(key.getName()));
    }
    return parts;
  }
}
