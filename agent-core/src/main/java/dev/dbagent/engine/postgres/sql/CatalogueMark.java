// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How many rows each catalogue had at a moment, and which transaction was the next: of a later
 * moment it can be told whether the rows are the same. Whoever changes a row leaves a younger one
 * (PostgreSQL manual, section 5.6, "System Columns", xmin), whoever deletes one leaves fewer. What
 * is written over in place, as VACUUM and CREATE INDEX do, concerns statistics and what other rows
 * say, too.
 */
public final class CatalogueMark {

  /** All but those that are about rows of users. */
  private static final String CATALOGUES =
      """
      SELECT relname FROM pg_catalog.pg_class
      WHERE relkind = 'r' AND relnamespace = 'pg_catalog'::pg_catalog.regnamespace
      AND relname NOT IN ('pg_statistic', 'pg_statistic_ext_data',
        'pg_largeobject', 'pg_largeobject_metadata')
      ORDER BY relname COLLATE "C"
      """;

  private static final String NEXT =
      "SELECT pg_catalog.pg_snapshot_xmin(pg_catalog.pg_current_snapshot())::pg_catalog.xid::text";

  /** A server that is started on a state obeys what this one may not yet (ALTER SYSTEM). */
  private static final String ALTERED_SYSTEM =
      """
      SELECT sourcefile FROM pg_catalog.pg_file_settings
      WHERE sourcefile LIKE '%postgresql.auto.conf'
      """;

  private final List<String> catalogues;
  private final String next;
  private final String counts;

  private CatalogueMark(List<String> catalogues, String next, String counts) {
    this.catalogues = catalogues;
    this.next = next;
    this.counts = counts;
  }

  /** Of this moment. */
  public static CatalogueMark of(Connection connection) throws SQLException {
    List<String> catalogues = Rows.read(connection, CATALOGUES, row -> row.getString(1));
    String next = one(connection, NEXT);
    String counts = one(connection, ofEach(catalogues, "pg_catalog.count(*)"));
    return new CatalogueMark(catalogues, next, counts);
  }

  /**
   * Whether the catalogues are certain to hold what they held then, and the settings of the server
   * to be those with which it would start.
   */
  public boolean holds(Connection connection) throws SQLException {
    String countUnlessYounger =
        "CASE WHEN pg_catalog.bool_or(pg_catalog.age(xmin) <= pg_catalog.age('"
            + next
            + "'::pg_catalog.xid)) THEN -1 ELSE pg_catalog.count(*) END";
    return one(connection, ofEach(catalogues, countUnlessYounger)).equals(counts)
        && Rows.read(connection, ALTERED_SYSTEM, row -> row.getString(1)).isEmpty();
  }

  private static String ofEach(List<String> catalogues, String aggregate) {
    return catalogues.stream()
        .map(catalogue -> "(SELECT " + aggregate + " FROM pg_catalog." + catalogue + ")")
        .collect(Collectors.joining(",", "SELECT pg_catalog.concat_ws(' ', ", ")"));
  }

  private static String one(Connection connection, String query) throws SQLException {
    return Rows.read(connection, query, row -> row.getString(1)).get(0);
  }
}
