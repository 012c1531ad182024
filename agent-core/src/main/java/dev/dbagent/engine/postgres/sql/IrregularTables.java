// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres.sql;

import dev.dbagent.model.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;

/**
 * The few tables over which replica mode is not enough: they, or partitions below them, have an
 * {@link InsistentTrigger} or {@link DeferrableConstraints}. Asked once for a load, so that the
 * many others cost no question each.
 */
final class IrregularTables {

  private final Set<TableName> names;

  private IrregularTables(Set<TableName> names) {
    this.names = names;
  }

  static IrregularTables of(Connection connection) throws SQLException {
    return new IrregularTables(
        new HashSet<>(
            Rows.read(
                connection,
                LoadQueries.IRREGULAR_TABLES,
                row -> new TableName(row.getString("schema"), row.getString("name")))));
  }

  boolean contains(TableName table) {
    return names.contains(table);
  }
}
