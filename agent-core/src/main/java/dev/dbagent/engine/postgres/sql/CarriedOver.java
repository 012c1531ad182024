// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a session carries from one script to the next (PostgreSQL manual, SQL commands, "DISCARD",
 * lists most of it), and what lets a new session begin otherwise than this one did.
 */
public final class CarriedOver {

  /**
   * Of a sequence with a cache the session holds values that nobody gets after it. A trigger on
   * login runs in every new session, so with one no moment is like another.
   */
  private static final String QUERY =
      """
      SELECT 'session ' || pg_catalog.pg_backend_pid() || ' ' || session_user || ' ' || current_user
      UNION ALL
      SELECT 'setting ' || name || '=' || setting FROM pg_catalog.pg_settings
      WHERE setting IS DISTINCT FROM reset_val
      UNION ALL
      SELECT 'parameter ' || name || '=' || pg_catalog.current_setting(name, true)
      FROM pg_catalog.unnest(?::text[]) AS name
      WHERE pg_catalog.current_setting(name, true) IS NOT NULL
      UNION ALL
      SELECT 'temporary ' || classid || '/' || objid FROM pg_catalog.pg_depend
      WHERE refclassid = 'pg_catalog.pg_namespace'::pg_catalog.regclass
      AND refobjid = pg_catalog.pg_my_temp_schema()
      UNION ALL
      SELECT 'lock ' || classid || '/' || objid || '/' || objsubid || ' ' || mode
      FROM pg_catalog.pg_locks
      WHERE locktype = 'advisory' AND pid = pg_catalog.pg_backend_pid()
      UNION ALL
      SELECT 'statement ' || name FROM pg_catalog.pg_prepared_statements WHERE from_sql
      UNION ALL
      SELECT 'cursor ' || name FROM pg_catalog.pg_cursors WHERE is_holdable
      UNION ALL
      SELECT 'channel ' || name FROM pg_catalog.pg_listening_channels() AS name
      UNION ALL
      SELECT 'sequence ' || seqrelid || '=' || pg_catalog.pg_sequence_last_value(seqrelid)
      FROM pg_catalog.pg_sequence WHERE seqcache > 1
      UNION ALL
      SELECT 'default ' || setdatabase || '/' || setrole || ' ' || setconfig::text
      FROM pg_catalog.pg_db_role_setting
      UNION ALL
      SELECT 'file ' || name || '=' || coalesce(setting, '') FROM pg_catalog.pg_file_settings
      UNION ALL
      SELECT 'login ' || pg_catalog.clock_timestamp() FROM pg_catalog.pg_event_trigger
      WHERE evtevent = 'login'
      """;

  private CarriedOver() {}

  /**
   * By a session.
   *
   * @param parameters custom ones, which no view lists
   */
  public static Set<String> by(Connection connection, Collection<String> parameters)
      throws SQLException {
    Object names = parameters.toArray(String[]::new);
    return new TreeSet<>(
        Rows.read(connection, QUERY, row -> String.valueOf(row.getString(1)), names));
  }
}
