// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * A column of a table.
 *
 * @param name as the catalogue spells it
 * @param key whether the primary key holds it
 */
record TableColumn(String name, boolean key) {

  private static final String COLUMNS =
      """
      SELECT a.attname AS name, coalesce(a.attnum = ANY (i.indkey), false) AS key
      FROM pg_catalog.pg_attribute a
      LEFT JOIN pg_catalog.pg_index i ON i.indrelid = a.attrelid AND i.indisprimary
      WHERE a.attrelid = pg_catalog.to_regclass(?) AND a.attnum > 0 AND NOT a.attisdropped
      ORDER BY a.attnum
      """;

  /** In the order of the table; empty if there is no such table. */
  static List<TableColumn> of(Connection connection, String quotedTable) throws SQLException {
    return Rows.read(
        connection,
        COLUMNS,
        row -> new TableColumn(row.getString("name"), row.getBoolean("key")),
        quotedTable);
  }
}
