// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres.sql;

/** What reading rows asks the catalogue; every name is qualified. */
final class ReadQueries {

  private static final String TABLE_OF_A_USER =
      """
      c.relkind IN ('r', 'p') AND c.relpersistence <> 't'
      AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
      AND NOT EXISTS (
        SELECT FROM pg_catalog.pg_depend d
        WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
        AND d.objid = c.oid AND d.deptype = 'e')
      """;

  /** Tables by schema and name, with the columns of their primary keys. */
  static final String TABLES =
      """
      SELECT c.oid, n.nspname AS schema, c.relname AS name, c.relispartition AS partition,
        ARRAY(
          SELECT a.attname::text
          FROM pg_catalog.pg_index i
          CROSS JOIN pg_catalog.unnest(i.indkey) WITH ORDINALITY AS k (attnum, position)
          JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.attnum
          WHERE i.indrelid = c.oid AND i.indisprimary AND k.position <= i.indnkeyatts
          ORDER BY k.position) AS key
      FROM pg_catalog.pg_class c
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE
      """
          + TABLE_OF_A_USER
          + "ORDER BY n.nspname COLLATE \"C\", c.relname COLLATE \"C\"";

  /** Columns in the order of the table; a domain's own default stands in for the column's. */
  static final String COLUMNS =
      """
      WITH RECURSIVE below (oid, type) AS (
        SELECT t.oid, t.oid FROM pg_catalog.pg_type t WHERE t.typtype <> 'd'
        UNION ALL
        SELECT t.oid, below.type
        FROM below
        JOIN pg_catalog.pg_type t ON t.typtype = 'd' AND t.typbasetype = below.oid)
      SELECT a.attrelid AS relation, a.attnum, a.attname AS name,
        pg_catalog.format_type(
          below.type, CASE WHEN below.type = a.atttypid THEN a.atttypmod END) AS type,
        a.attgenerated <> '' AS generated, a.attidentity <> '' AS identity,
        coalesce(
          pg_catalog.pg_get_expr(def.adbin, def.adrelid),
          pg_catalog.pg_get_expr(t.typdefaultbin, 0),
          CASE WHEN t.typdefault IS NOT NULL
            THEN pg_catalog.quote_literal(t.typdefault) END) AS expression
      FROM pg_catalog.pg_attribute a
      JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
      JOIN below ON below.oid = a.atttypid
      LEFT JOIN pg_catalog.pg_attrdef def ON def.adrelid = a.attrelid AND def.adnum = a.attnum
      WHERE a.attnum > 0 AND NOT a.attisdropped AND
      """
          + TABLE_OF_A_USER
          + "ORDER BY a.attrelid, a.attnum";

  private ReadQueries() {}
}
