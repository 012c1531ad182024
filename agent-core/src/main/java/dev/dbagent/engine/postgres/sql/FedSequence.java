// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * A sequence and the columns that it feeds.
 *
 * @param name quoted
 * @param increment what it adds each time; negative for one that counts down
 * @param selects for each column it feeds, a query of the last of its values in the direction of
 *     the sequence, of those that it can give
 */
record FedSequence(String name, long increment, List<String> selects) {

  /** The sequences that feed columns of the given tables (quoted names). */
  static List<FedSequence> of(Connection connection, String[] tables) throws SQLException {
    return Rows.read(connection, LoadQueries.FED_COLUMNS, FedSequence::of, tables, tables);
  }

  private static FedSequence of(ResultSet row) throws SQLException {
    return new FedSequence(
        row.getString("sequence"), row.getLong("increment"), Rows.texts(row, "selects"));
  }

  /**
   * Moves it past all values of its columns, unless it is there already. Values that it can never
   * give do not count.
   */
  void advance(Connection connection) throws SQLException {
    Rows.read(connection, movement(), row -> row.getObject(1));
  }

  private String movement() {
    boolean ascending = increment > 0;
    return """
        SELECT pg_catalog.setval('%1$s', reached.value::bigint)
        FROM (
          SELECT %2$s(value) AS value
          FROM (%3$s) AS held) AS reached,
          %4$s AS sequence
        WHERE reached.value %5$s
          CASE WHEN sequence.is_called
            THEN sequence.last_value::numeric + %6$s ELSE sequence.last_value END
        """
        .formatted(
            name.replace("'", "''"),
            ascending ? "max" : "min",
            String.join(" UNION ALL ", selects),
            name,
            ascending ? ">=" : "<=",
            increment);
  }
}
