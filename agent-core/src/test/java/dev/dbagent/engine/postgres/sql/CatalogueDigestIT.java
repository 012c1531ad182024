// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.engine.SessionLimits;
import dev.dbagent.model.Fingerprint;
import dev.dbagent.testing.CatalogueChanges;
import dev.dbagent.testing.RealEngine;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On the newest and on the oldest PostgreSQL: whatever a generator can see changes the digest. */
class CatalogueDigestIT {

  private static final List<String> NO_CHANGES =
      List.of(
          "SELECT 1",
          "INSERT INTO customer (id) VALUES (1), (2)",
          "INSERT INTO crm.invoice (customer_id) VALUES (1)",
          "SELECT nextval('number')",
          "ANALYZE",
          "REFRESH MATERIALIZED VIEW moods",
          "SET IntervalStyle = sql_standard; SET bytea_output = 'escape'",
          "CREATE TABLE gone (); DROP TABLE gone");

  /** Of overloaded routines a generator numbers the one first that was created first. */
  private static final String FIRST =
      "CREATE FUNCTION g(a int) RETURNS int LANGUAGE sql AS 'SELECT 1';";

  private static final String SECOND =
      "CREATE FUNCTION g(a text) RETURNS int LANGUAGE sql AS 'SELECT 1';";

  @ParameterizedTest
  @ValueSource(strings = {RealEngine.NEWEST, RealEngine.OLDEST})
  void tells_every_change_of_a_catalogue_and_no_change_of_rows(String version) throws SQLException {
    try (DatabaseServer server = RealEngine.start(version);
        Connection connection = server.dataSource(SessionLimits.NONE).getConnection()) {
      execute(connection, CatalogueChanges.BEFORE);
      Fingerprint before = digestAfter(server, "SELECT 1");
      for (String statement : NO_CHANGES) {
        assertThat(digestAfter(server, statement)).as(statement).isEqualTo(before);
      }
      Map<Fingerprint, String> seen = new HashMap<>(Map.of(before, "nothing"));
      for (String statement : CatalogueChanges.ALL) {
        Fingerprint digest = digestAfter(server, statement);
        assertThat(seen.put(digest, statement)).as(statement).isNull();
      }
      Set<Fingerprint> orders = new LinkedHashSet<>();
      orders.add(digestAfter(server, FIRST + SECOND));
      orders.add(digestAfter(server, SECOND + FIRST));
      assertThat(orders).hasSize(2);
    }
  }

  /** In a transaction that is taken back. */
  private static Fingerprint digestAfter(DatabaseServer server, String sql) throws SQLException {
    try (Connection connection = server.dataSource(SessionLimits.NONE).getConnection()) {
      connection.setAutoCommit(false);
      execute(connection, sql);
      Fingerprint digest = OutlineReader.read(connection).digest();
      connection.rollback();
      return digest;
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
