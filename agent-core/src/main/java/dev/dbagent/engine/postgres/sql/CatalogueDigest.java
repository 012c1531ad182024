// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres.sql;

import dev.dbagent.model.Fingerprint;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * One name for all that a database's catalogue says. Of rows and of statistics nothing is in it.
 */
public final class CatalogueDigest {

  private static final String QUERY = "catalogue.sql";

  /** How values are written must not depend on what a migration left for new sessions. */
  private static final String SESSION =
      "SET search_path = ''; SET bytea_output = hex; SET DateStyle = 'ISO, MDY';"
          + " SET IntervalStyle = postgres; SET extra_float_digits = 1; SET TimeZone = 'UTC'";

  private CatalogueDigest() {}

  /**
   * Reads the catalogue in one statement.
   *
   * @param connection whose session is used for nothing else
   */
  public static Fingerprint of(Connection connection) throws SQLException {
    Fingerprint.Builder digest = Fingerprint.of("catalogue");
    try (Statement statement = connection.createStatement()) {
      statement.execute(SESSION);
      try (ResultSet row = statement.executeQuery(query())) {
        while (row.next()) {
          digest.add("object", row.getString(1));
        }
      }
    }
    return digest.build();
  }

  private static String query() {
    try (InputStream in = CatalogueDigest.class.getResourceAsStream(QUERY)) {
      if (in == null) {
        throw new IllegalStateException(QUERY + " is missing from the agent's jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
