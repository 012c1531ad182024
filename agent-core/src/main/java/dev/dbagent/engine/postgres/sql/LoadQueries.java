// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres.sql;

/** What a load asks the catalogue; every name is qualified. */
final class LoadQueries {

  /**
   * The foreign keys that rows in the given tables can break, whether they were declared for the
   * table, for the partitioned table above it or for a partition below it. Left out are the copies
   * that the server keeps for partitions (conparentid) and, since PostgreSQL 18, what is NOT
   * ENFORCED. Columns that older versions lack are read by way of JSON.
   *
   * <p>The comparison names the constraint's own operators, with the casts and the collation that
   * the server's trigger uses; a type modifier of -1 keeps "bpchar" from becoming "char(1)".
   */
  static final String FOREIGN_KEYS =
      """
      WITH loaded AS (
        SELECT l.name,
          coalesce(pg_catalog.pg_partition_root(t.oid), t.oid) AS tree
        FROM pg_catalog.unnest(?::text[]) AS l (name),
          LATERAL (SELECT l.name::pg_catalog.regclass AS oid) AS t)
      SELECT con.conname AS name,
        cn.nspname AS child_schema, c.relname AS child_name,
        pn.nspname AS parent_schema, p.relname AS parent_name,
        con.confmatchtype = 'f' AS match_full,
        con.convalidated AS validated,
        coalesce((pg_catalog.to_jsonb(con) ->> 'conperiod')::boolean, false) AS temporal,
        coalesce(pg_catalog.pg_get_partition_constraintdef(con.conrelid), 'true') AS bounds,
        pairs.columns, pairs.referenced_columns, pairs.match,
        ARRAY(SELECT l.name FROM loaded l WHERE l.tree = trees.tree ORDER BY l.name) AS loaded
      FROM pg_catalog.pg_constraint con
      JOIN pg_catalog.pg_class c ON c.oid = con.conrelid
      JOIN pg_catalog.pg_namespace cn ON cn.oid = c.relnamespace
      JOIN pg_catalog.pg_class p ON p.oid = con.confrelid
      JOIN pg_catalog.pg_namespace pn ON pn.oid = p.relnamespace
      CROSS JOIN LATERAL (
        SELECT coalesce(
          pg_catalog.pg_partition_root(con.conrelid), con.conrelid::pg_catalog.regclass) AS tree
      ) AS trees
      CROSS JOIN LATERAL (
        SELECT
          pg_catalog.array_agg(ca.attname::text ORDER BY k.position) AS columns,
          pg_catalog.array_agg(pa.attname::text ORDER BY k.position) AS referenced_columns,
          pg_catalog.string_agg(
            pg_catalog.format(
              'p.%I%s OPERATOR(%I.%s) (c.%I%s%s)',
              pa.attname,
              CASE lt.typtype
                WHEN 'p' THEN '' ELSE '::' || pg_catalog.format_type(lt.oid, -1) END,
              opn.nspname, op.oprname,
              ca.attname,
              CASE rt.typtype
                WHEN 'p' THEN '' ELSE '::' || pg_catalog.format_type(rt.oid, -1) END,
              CASE WHEN pa.attcollation NOT IN (0, ca.attcollation)
                THEN pg_catalog.format(' COLLATE %I.%I', coln.nspname, col.collname)
                ELSE '' END),
            ' AND ' ORDER BY k.position) AS match
        FROM ROWS FROM (
          pg_catalog.unnest(con.conkey),
          pg_catalog.unnest(con.confkey),
          pg_catalog.unnest(con.conpfeqop)) WITH ORDINALITY AS k (child, parent, op, position)
        JOIN pg_catalog.pg_attribute ca ON ca.attrelid = con.conrelid AND ca.attnum = k.child
        JOIN pg_catalog.pg_attribute pa ON pa.attrelid = con.confrelid AND pa.attnum = k.parent
        JOIN pg_catalog.pg_operator op ON op.oid = k.op
        JOIN pg_catalog.pg_namespace opn ON opn.oid = op.oprnamespace
        JOIN pg_catalog.pg_type lt ON lt.oid = op.oprleft
        JOIN pg_catalog.pg_type rt ON rt.oid = op.oprright
        LEFT JOIN pg_catalog.pg_collation col ON col.oid = pa.attcollation
        LEFT JOIN pg_catalog.pg_namespace coln ON coln.oid = col.collnamespace
      ) AS pairs
      WHERE con.contype = 'f' AND con.conparentid = 0
      AND coalesce((pg_catalog.to_jsonb(con) ->> 'conenforced')::boolean, true)
      AND trees.tree IN (SELECT l.tree FROM loaded l)
      ORDER BY cn.nspname COLLATE "C", c.relname COLLATE "C", con.conname COLLATE "C"
      """;

  /**
   * The indexes, of a table and of all partitions below it, that guard a DEFERRABLE constraint. An
   * index of a partitioned table holds nothing itself.
   */
  static final String DEFERRABLE_INDEXES =
      """
      SELECT pg_catalog.format('%I.%I', n.nspname, i.relname) AS index
      FROM pg_catalog.pg_constraint con
      JOIN pg_catalog.pg_class i ON i.oid = con.conindid AND i.relkind = 'i'
      JOIN pg_catalog.pg_namespace n ON n.oid = i.relnamespace
      WHERE con.contype IN ('p', 'u', 'x') AND con.condeferrable
      AND con.conrelid IN (
        SELECT ?::pg_catalog.regclass
        UNION ALL
        SELECT relid FROM pg_catalog.pg_partition_tree(?::pg_catalog.regclass))
      ORDER BY n.nspname COLLATE "C", i.relname COLLATE "C"
      """;

  /** The DEFERRABLE constraints of one table, with their definition as of not being so. */
  static final String DEFERRABLE_CONSTRAINTS =
      """
      SELECT pg_catalog.quote_ident(con.conname) AS name,
        pg_catalog.regexp_replace(
          pg_catalog.pg_get_constraintdef(con.oid),
          ' DEFERRABLE( INITIALLY DEFERRED)?$', '') AS definition
      FROM pg_catalog.pg_constraint con
      WHERE con.contype IN ('p', 'u', 'x') AND con.condeferrable
      AND con.conrelid = ?::pg_catalog.regclass
      ORDER BY con.conname COLLATE "C"
      """;

  /** The columns of a table that take a value, quoted, in one text. */
  static final String WRITABLE_COLUMNS =
      """
      SELECT pg_catalog.string_agg(pg_catalog.quote_ident(a.attname), ', ' ORDER BY a.attnum)
      FROM pg_catalog.pg_attribute a
      WHERE a.attrelid = ?::pg_catalog.regclass
      AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
      """;

  /**
   * The triggers, of a table and of all partitions below it, that fire even in replica mode
   * (manual, "ALTER TABLE", ENABLE REPLICA and ENABLE ALWAYS TRIGGER).
   */
  static final String INSISTENT_TRIGGERS =
      """
      SELECT pg_catalog.format('%I.%I', n.nspname, c.relname) AS relation,
        pg_catalog.quote_ident(t.tgname) AS name,
        CASE t.tgenabled WHEN 'A' THEN 'ALWAYS' ELSE 'REPLICA' END AS mode
      FROM pg_catalog.pg_trigger t
      JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE NOT t.tgisinternal AND t.tgenabled IN ('A', 'R')
      AND t.tgrelid IN (
        SELECT ?::pg_catalog.regclass
        UNION ALL
        SELECT relid FROM pg_catalog.pg_partition_tree(?::pg_catalog.regclass))
      """;

  /** The tables for which the queries of triggers or of DEFERRABLE constraints find something. */
  static final String IRREGULAR_TABLES =
      """
      SELECT DISTINCT n.nspname AS schema, c.relname AS name
      FROM (
        SELECT t.tgrelid
        FROM pg_catalog.pg_trigger t
        WHERE NOT t.tgisinternal AND t.tgenabled IN ('A', 'R')
        UNION
        SELECT con.conrelid
        FROM pg_catalog.pg_constraint con
        WHERE con.contype IN ('p', 'u', 'x') AND con.condeferrable) AS irregular (oid)
      CROSS JOIN LATERAL (
        SELECT irregular.oid
        UNION ALL
        SELECT relid FROM pg_catalog.pg_partition_ancestors(irregular.oid)) AS above (oid)
      JOIN pg_catalog.pg_class c ON c.oid = above.oid
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      """;

  /**
   * The whole-number columns that a sequence feeds, as identity or by a default that names it, for
   * each sequence that feeds a column of the given tables or of their partitioned parents; and for
   * each column a query, which an index can answer, of the last value that the sequence can give.
   */
  static final String FED_COLUMNS =
      """
      WITH loaded AS (
        SELECT coalesce(pg_catalog.pg_partition_root(t.oid), t.oid) AS oid
        FROM pg_catalog.unnest(?::text[]) AS l (name),
          LATERAL (SELECT l.name::pg_catalog.regclass AS oid) AS t
        UNION
        SELECT l.name::pg_catalog.regclass FROM pg_catalog.unnest(?::text[]) AS l (name)),
      fed AS (
        SELECT d.objid AS sequence, d.refobjid AS relation, d.refobjsubid::int AS attnum
        FROM pg_catalog.pg_depend d
        WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
        AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
        AND d.refobjsubid > 0 AND d.deptype = 'i'
        UNION
        SELECT d.refobjid, def.adrelid, def.adnum::int
        FROM pg_catalog.pg_attrdef def
        JOIN pg_catalog.pg_depend d ON d.objid = def.oid
          AND d.classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass
          AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass)
      SELECT pg_catalog.format('%I.%I', sn.nspname, sc.relname) AS sequence,
        s.seqincrement AS increment,
        pg_catalog.array_agg(pg_catalog.format(
          'SELECT %1$s(%2$I)::numeric AS value FROM %3$I.%4$I'
            || ' WHERE %2$I BETWEEN %5$L::bigint AND %6$L::bigint',
          CASE WHEN s.seqincrement > 0 THEN 'max' ELSE 'min' END,
          a.attname, n.nspname, c.relname, s.seqmin, s.seqmax)
          ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C", a.attnum) AS selects
      FROM fed
      JOIN pg_catalog.pg_sequence s ON s.seqrelid = fed.sequence
      JOIN pg_catalog.pg_class sc ON sc.oid = s.seqrelid
      JOIN pg_catalog.pg_namespace sn ON sn.oid = sc.relnamespace
      JOIN pg_catalog.pg_attribute a ON a.attrelid = fed.relation AND a.attnum = fed.attnum
      JOIN pg_catalog.pg_class c ON c.oid = fed.relation
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
      WHERE coalesce(NULLIF(t.typbasetype, 0), t.oid)
        IN ('int2'::regtype, 'int4'::regtype, 'int8'::regtype, 'numeric'::regtype)
      GROUP BY s.seqrelid, sn.nspname, sc.relname, s.seqincrement, s.seqmin, s.seqmax
      HAVING pg_catalog.bool_or(c.oid IN (SELECT l.oid FROM loaded l))
      ORDER BY sn.nspname COLLATE "C", sc.relname COLLATE "C"
      """;

  private LoadQueries() {}
}
