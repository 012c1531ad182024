// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres.sql;

/**
 * The catalogue in SQL. Every name is qualified, names sort by code point on every server, and left
 * out is what the server keeps for itself (schemas pg_* and information_schema) and what came with
 * an extension (PostgreSQL manual, "pg_depend", dependency type e).
 */
final class CatalogQueries {

  private static final String USER_SCHEMA =
      """
      (n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema')
      """;

  private static final String RELATION_OF_A_USER =
      USER_SCHEMA
          + """
          AND c.relkind IN ('r', 'p', 'f', 'v', 'm')
          AND NOT EXISTS (
            SELECT FROM pg_catalog.pg_depend d
            WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
            AND d.objid = c.oid AND d.deptype = 'e')
          """;

  /** Tables and views, by schema and name. */
  static final String RELATIONS =
      """
      SELECT c.oid, n.nspname AS schema, c.relname AS name,
        CASE
          WHEN c.relkind = 'f' THEN 'FOREIGN_TABLE'
          WHEN c.relispartition THEN 'PARTITION'
          WHEN c.relkind = 'p' THEN 'PARTITIONED_TABLE'
          WHEN c.relkind = 'v' THEN 'VIEW'
          WHEN c.relkind = 'm' THEN 'MATERIALIZED_VIEW'
          ELSE 'TABLE'
        END AS kind
      FROM pg_catalog.pg_class c
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE
      """
          + RELATION_OF_A_USER
          + "ORDER BY n.nspname COLLATE \"C\", c.relname COLLATE \"C\"";

  /**
   * Columns in the order of the table. A domain that is NOT NULL (or rests on one that is) forbids
   * NULL, and a domain's default fills a column (manual, "CREATE DOMAIN").
   */
  static final String COLUMNS =
      """
      WITH RECURSIVE domain (oid, base, forbids_null) AS (
        SELECT oid, typbasetype, typnotnull FROM pg_catalog.pg_type WHERE typtype = 'd'
        UNION ALL
        SELECT d.oid, t.typbasetype, t.typnotnull
        FROM domain d
        JOIN pg_catalog.pg_type t ON t.oid = d.base AND t.typtype = 'd')
      SELECT a.attrelid AS relation, a.attname AS name,
        pg_catalog.format_type(a.atttypid, a.atttypmod) AS type,
        NOT a.attnotnull AND NOT EXISTS (
          SELECT FROM domain d WHERE d.oid = a.atttypid AND d.forbids_null) AS nullable,
        CASE
          WHEN a.attgenerated <> '' THEN 'GENERATED'
          WHEN a.attidentity = 'a' THEN 'IDENTITY_ALWAYS'
          WHEN a.attidentity = 'd' THEN 'IDENTITY_BY_DEFAULT'
          WHEN a.atthasdef OR t.typdefault IS NOT NULL THEN 'DEFAULT'
          ELSE 'NONE'
        END AS filling
      FROM pg_catalog.pg_attribute a
      JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
      JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE a.attnum > 0 AND NOT a.attisdropped AND
      """
          + RELATION_OF_A_USER
          + "ORDER BY a.attrelid, a.attnum";

  /**
   * Constraints by name, each listed once, where it was declared: what a partition has from its
   * parent is listed at the parent only, and so is a foreign key to a partitioned table, of which
   * the server keeps one more copy for every partition (conparentid). NOT NULL is a matter of the
   * column, in all versions; it is listed here only when it was left NOT VALID, which PostgreSQL 18
   * brought.
   */
  static final String CONSTRAINTS =
      """
      SELECT con.conrelid AS relation, con.conname AS name,
        CASE con.contype
          WHEN 'p' THEN 'PRIMARY_KEY'
          WHEN 'u' THEN 'UNIQUE'
          WHEN 'f' THEN 'FOREIGN_KEY'
          WHEN 'c' THEN 'CHECK'
          WHEN 'x' THEN 'EXCLUSION'
          ELSE 'NOT_NULL'
        END AS kind,
        ARRAY(
          SELECT a.attname::text
          FROM pg_catalog.unnest(con.conkey) WITH ORDINALITY AS k (attnum, position)
          JOIN pg_catalog.pg_attribute a ON a.attrelid = con.conrelid AND a.attnum = k.attnum
          ORDER BY k.position) AS columns,
        con.convalidated AS validated,
        rn.nspname AS referenced_schema, r.relname AS referenced_name,
        (SELECT k.conname FROM pg_catalog.pg_constraint k
          WHERE con.contype = 'f' AND k.contype IN ('p', 'u')
          AND k.conrelid = con.confrelid AND k.conindid = con.conindid) AS referenced_key
      FROM pg_catalog.pg_constraint con
      JOIN pg_catalog.pg_class c ON c.oid = con.conrelid
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      LEFT JOIN pg_catalog.pg_class r ON r.oid = con.confrelid
      LEFT JOIN pg_catalog.pg_namespace rn ON rn.oid = r.relnamespace
      WHERE con.conparentid = 0
      AND NOT (c.relispartition AND con.coninhcount > 0 AND NOT con.conislocal)
      AND (con.contype IN ('p', 'u', 'f', 'c', 'x')
        OR con.contype = 'n' AND NOT con.convalidated) AND
      """
          + RELATION_OF_A_USER
          + "ORDER BY con.conrelid, con.conname COLLATE \"C\"";

  /** Indexes by name. */
  static final String INDEXES =
      """
      SELECT i.indrelid AS relation, ic.relname AS name, i.indisvalid AS valid
      FROM pg_catalog.pg_index i
      JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid
      JOIN pg_catalog.pg_class c ON c.oid = i.indrelid
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE
      """
          + RELATION_OF_A_USER
          + "ORDER BY i.indrelid, ic.relname COLLATE \"C\"";

  /** Enum types by schema and name. */
  static final String ENUMS =
      """
      SELECT n.nspname AS schema, t.typname AS name
      FROM pg_catalog.pg_type t
      JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
      WHERE t.typtype = 'e'
      AND NOT EXISTS (
        SELECT FROM pg_catalog.pg_depend d
        WHERE d.classid = 'pg_catalog.pg_type'::pg_catalog.regclass
        AND d.objid = t.oid AND d.deptype = 'e') AND
      """
          + USER_SCHEMA
          + "ORDER BY n.nspname COLLATE \"C\", t.typname COLLATE \"C\"";

  /** How many functions and procedures; the constructors that come with a range type are not. */
  static final String ROUTINES =
      """
      SELECT count(*)
      FROM pg_catalog.pg_proc p
      JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
      WHERE NOT EXISTS (
        SELECT FROM pg_catalog.pg_depend d
        WHERE d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass
        AND d.objid = p.oid AND d.deptype IN ('e', 'i')) AND
      """
          + USER_SCHEMA;

  /** How many sequences, those behind identity columns included. */
  static final String SEQUENCES =
      """
      SELECT count(*)
      FROM pg_catalog.pg_class c
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind = 'S'
      AND NOT EXISTS (
        SELECT FROM pg_catalog.pg_depend d
        WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
        AND d.objid = c.oid AND d.deptype = 'e') AND
      """
          + USER_SCHEMA;

  private CatalogQueries() {}
}
