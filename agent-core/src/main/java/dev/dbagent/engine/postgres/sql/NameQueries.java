// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres.sql;

import dev.dbagent.engine.NamedObject.Kind;

/**
 * Which objects there are, one query for each kind: rows of schema, owner and name. The parameter
 * of those that have one is the array of tables whose parts are wanted.
 */
final class NameQueries {

  private static final String OF_USERS =
      """
      n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
      """;

  private static final String RELATIONS =
      """
      SELECT n.nspname AS schema, NULL AS owner, c.relname AS name
      FROM pg_catalog.pg_class c
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN (kinds) AND
      """
          + OF_USERS;

  private static final String COLUMNS =
      """
      SELECT n.nspname AS schema, c.relname AS owner, a.attname AS name
      FROM pg_catalog.pg_attribute a
      JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relname = ANY (?::text[]) AND a.attnum > 0 AND NOT a.attisdropped
      AND c.relkind IN ('r', 'p', 'f', 'v', 'm') AND
      """
          + OF_USERS
          + "ORDER BY n.nspname, c.relname, a.attnum";

  private static final String CONSTRAINTS =
      """
      SELECT n.nspname AS schema, c.relname AS owner, con.conname AS name
      FROM pg_catalog.pg_constraint con
      JOIN pg_catalog.pg_class c ON c.oid = con.conrelid
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relname = ANY (?::text[]) AND
      """
          + OF_USERS;

  private static final String TRIGGERS =
      """
      SELECT n.nspname AS schema, c.relname AS owner, t.tgname AS name
      FROM pg_catalog.pg_trigger t
      JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relname = ANY (?::text[]) AND NOT t.tgisinternal AND
      """
          + OF_USERS;

  /** With those of the server that people write, and the words that only its grammar knows. */
  private static final String TYPES =
      """
      SELECT n.nspname AS schema, NULL AS owner, t.typname AS name
      FROM pg_catalog.pg_type t
      JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
      WHERE t.typtype IN ('b', 'c', 'd', 'e', 'r', 'm') AND t.typname NOT LIKE '\\_%'
      AND (n.nspname = 'pg_catalog' AND t.typtype <> 'c'
          AND t.typname NOT LIKE 'pg\\_%' AND t.typname NOT LIKE 'reg%' OR
      """
          + OF_USERS
          + """
          )
          UNION
          SELECT 'pg_catalog', NULL, w FROM pg_catalog.unnest(ARRAY['bigint', 'bigserial',
            'boolean', 'char', 'character', 'decimal', 'double', 'float', 'int', 'integer', 'real',
            'serial', 'smallint', 'smallserial']) AS w
          """;

  private static final String ROUTINES =
      """
      SELECT DISTINCT n.nspname AS schema, NULL AS owner, p.proname AS name
      FROM pg_catalog.pg_proc p
      JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
      WHERE n.nspname = 'pg_catalog' AND 'internal'::regtype <> ALL (p.proargtypes)
        AND p.proname NOT LIKE 'pg\\_%' OR
      """
          + OF_USERS;

  private static final String SCHEMAS =
      """
      SELECT NULL AS schema, NULL AS owner, n.nspname AS name
      FROM pg_catalog.pg_namespace n WHERE
      """
          + OF_USERS;

  private static final String ROLES =
      """
      SELECT NULL AS schema, NULL AS owner, rolname AS name
      FROM pg_catalog.pg_roles WHERE rolname NOT LIKE 'pg\\_%'
      """;

  private static final String EXTENSIONS =
      "SELECT NULL AS schema, NULL AS owner, extname AS name FROM pg_catalog.pg_extension";

  private static final String PARAMETERS =
      "SELECT NULL AS schema, NULL AS owner, name FROM pg_catalog.pg_settings";

  /**
   * The extensions whose scripts create something of a kind and a name; the kind as SQL writes it.
   */
  static final String EXTENSIONS_WITH =
      """
      SELECT DISTINCT pg_catalog.split_part(f.name, '--', 1) AS extension
      FROM pg_catalog.pg_config AS c,
        LATERAL pg_catalog.pg_ls_dir(c.setting || '/extension') AS f (name),
        LATERAL pg_catalog.pg_read_file(c.setting || '/extension/' || f.name) AS t (script)
      WHERE c.name = 'SHAREDIR' AND f.name LIKE '%--%.sql'
      AND t.script ~* ('create\\s+(or\\s+replace\\s+)?(' || ? || ')\\s+' || ? || '\\M')
      ORDER BY 1
      """;

  private NameQueries() {}

  /** The query; empty if there is none. */
  static String of(Kind kind) {
    return switch (kind) {
      case RELATION -> RELATIONS.replace("kinds", "'r', 'p', 'f', 'v', 'm', 'S'");
      case INDEX -> RELATIONS.replace("kinds", "'i', 'I'");
      case COLUMN -> COLUMNS;
      case CONSTRAINT -> CONSTRAINTS;
      case TRIGGER -> TRIGGERS;
      case TYPE -> TYPES;
      case ROUTINE -> ROUTINES;
      case SCHEMA -> SCHEMAS;
      case ROLE -> ROLES;
      case EXTENSION -> EXTENSIONS;
      case PARAMETER -> PARAMETERS;
      case OPERATOR_CLASS, DATABASE -> "";
    };
  }

  /** Whether the query's parameter tells the tables. */
  static boolean isOfTables(Kind kind) {
    return kind == Kind.COLUMN || kind == Kind.CONSTRAINT || kind == Kind.TRIGGER;
  }
}
