// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres.sql;

import dev.dbagent.model.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A foreign key, and how to look for rows that break it: the same comparison that the server's own
 * trigger makes, over all rows at once.
 *
 * @param name the constraint's name
 * @param table the table that holds the key
 * @param columns the key's columns
 * @param references the table it points to
 * @param referencedColumns the columns that it is looked up by
 * @param matchFull whether a key must be NULL as a whole or not at all
 * @param validated false for NOT VALID: then rows that were there before may break it
 * @param temporal whether the last column is a period that several rows together may cover
 * @param bounds which rows of a partitioned table are the table's, if it is a partition
 * @param match the comparison of p (the table it points to) with c (the rows in question)
 * @param loaded the quoted names of the loaded tables whose rows are among the table's
 */
record ForeignKey(
    String name,
    TableName table,
    List<String> columns,
    TableName references,
    List<String> referencedColumns,
    boolean matchFull,
    boolean validated,
    boolean temporal,
    String bounds,
    String match,
    List<String> loaded) {

  /** The foreign keys that rows in these tables (quoted names) can break, by table and name. */
  static List<ForeignKey> of(Connection connection, String[] loaded) throws SQLException {
    return Rows.read(connection, LoadQueries.FOREIGN_KEYS, ForeignKey::of, (Object) loaded);
  }

  private static ForeignKey of(ResultSet row) throws SQLException {
    return new ForeignKey(
        row.getString("name"),
        new TableName(row.getString("child_schema"), row.getString("child_name")),
        Rows.texts(row, "columns"),
        new TableName(row.getString("parent_schema"), row.getString("parent_name")),
        Rows.texts(row, "referenced_columns"),
        row.getBoolean("match_full"),
        row.getBoolean("validated"),
        row.getBoolean("temporal"),
        row.getString("bounds"),
        row.getString("match"),
        Rows.texts(row, "loaded"));
  }

  /**
   * Selects what breaks the key.
   *
   * @param values what to select of each row, c
   * @param rows the table to look through, quoted
   */
  String violations(String values, String rows) {
    return "SELECT "
        + values
        + " FROM "
        + rows
        + " AS c WHERE "
        + (matchFull && columns.size() > 1 ? brokenInFull() : brokenSimply());
  }

  /** Only rows of this load: what NOT VALID tolerates was there before. */
  String andLoadedNow() {
    return " AND c.xmin = pg_catalog.pg_current_xact_id()::xid";
  }

  /** Only rows that would have come into this table, had they gone to the one above it. */
  String andWithinBounds() {
    return " AND (" + bounds + ")";
  }

  /** The key's columns of c, quoted, comma-separated. */
  String keyColumns() {
    return columns.stream()
        .map(column -> "c." + Identifier.quoted(column))
        .collect(Collectors.joining(", "));
  }

  private String brokenSimply() {
    return "pg_catalog.num_nulls(" + keyColumns() + ") = 0 AND " + unmatched();
  }

  private String brokenInFull() {
    String nulls = "pg_catalog.num_nulls(" + keyColumns() + ")";
    return "(%s < %s AND (%s > 0 OR %s))".formatted(nulls, columns.size(), nulls, unmatched());
  }

  private String unmatched() {
    String parents = " FROM " + Identifier.quoted(references) + " AS p WHERE " + match;
    if (!temporal) {
      return "NOT EXISTS (SELECT" + parents + ")";
    }
    String period = Identifier.quoted(columns.get(columns.size() - 1));
    String covering = Identifier.quoted(referencedColumns.get(columns.size() - 1));
    return "NOT coalesce((SELECT c."
        + period
        + " OPERATOR(pg_catalog.<@) pg_catalog.range_agg(p."
        + covering
        + ")"
        + parents
        + "), false)";
  }
}
