// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.codegen;

import dev.dbagent.model.TableName;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.jooq.TableOptions.TableType;
import org.jooq.meta.ColumnDefinition;
import org.jooq.meta.DataTypeDefinition;
import org.jooq.meta.DefaultColumnDefinition;
import org.jooq.meta.DefaultDataTypeDefinition;
import org.jooq.meta.TableDefinition;
import org.jooq.meta.postgres.PostgresTableDefinition;

/**
 * A table of which all code is there already. Of its columns jOOQ wants no more than the names, to
 * tell of keys; to read them costs a query for each table, a third of a whole run.
 */
final class TakenTable extends PostgresTableDefinition {

  private final KnownCode known;

  private TakenTable(PostgresTableDefinition table, KnownCode known) {
    super(
        table.getSchema(),
        table.getName(),
        table.getComment(),
        table.isView() ? TableType.VIEW : TableType.TABLE,
        null);
    this.known = known;
  }

  /** The table, or a stand-in for it if its code is there; not where tables know each other. */
  static TableDefinition of(TableDefinition table, KnownCode known) {
    return table.getClass() == PostgresTableDefinition.class
            && table.getParentTable() == null
            && table.getChildTables().isEmpty()
            && known.isThere(name(table))
        ? new TakenTable((PostgresTableDefinition) table, known)
        : table;
  }

  private static TableName name(TableDefinition table) {
    return new TableName(table.getSchema().getName(), table.getName());
  }

  @Override
  public List<ColumnDefinition> getElements0() {
    DataTypeDefinition type = unknownType();
    List<ColumnDefinition> result = new ArrayList<>();
    for (String column : known.columns(name(this))) {
      result.add(new DefaultColumnDefinition(this, column, result.size() + 1, type, false, ""));
    }
    return result;
  }

  /** Whoever asks what type it is asks too much. */
  private DataTypeDefinition unknownType() {
    DataTypeDefinition unknown = new DefaultDataTypeDefinition(getDatabase(), getSchema(), "");
    return (DataTypeDefinition)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {DataTypeDefinition.class},
            (proxy, method, arguments) -> {
              known.isNotEnough();
              return method.invoke(unknown, arguments);
            });
  }
}
