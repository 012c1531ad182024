// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres.sql;

/** Who else is there. */
final class SessionQuery {

  /** The clients of this database but the one that asks, with the tables that they have locked. */
  static final String OTHERS =
      """
      WITH locked AS (
        SELECT DISTINCT l.pid, n.nspname::text AS schema, c.relname::text AS name
        FROM pg_catalog.pg_locks l
        JOIN pg_catalog.pg_class c ON c.oid = l.relation
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE l.granted AND l.locktype = 'relation'
        AND l.database = (
          SELECT d.oid FROM pg_catalog.pg_database d
          WHERE d.datname = pg_catalog.current_database())
        AND c.relkind IN ('r', 'p', 'm') AND n.nspname NOT LIKE 'pg\\_%'
        AND n.nspname <> 'information_schema')
      SELECT a.pid, coalesce(a.state, '') AS state,
        coalesce(a.application_name, '') AS application, coalesce(a.query, '') AS query,
        ARRAY(SELECT l.schema FROM locked l WHERE l.pid = a.pid ORDER BY l.schema, l.name)
          AS schemas,
        ARRAY(SELECT l.name FROM locked l WHERE l.pid = a.pid ORDER BY l.schema, l.name) AS tables
      FROM pg_catalog.pg_stat_activity a
      WHERE a.datname = pg_catalog.current_database() AND a.backend_type = 'client backend'
      AND a.pid <> pg_catalog.pg_backend_pid()
      ORDER BY a.pid
      """;

  private SessionQuery() {}
}
