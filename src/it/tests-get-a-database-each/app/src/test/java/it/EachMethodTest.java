package it;

import static dev.dbagent.it.jooq.Tables.CUSTOMER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dbagent.junit.VerifiedDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@VerifiedDatabase(scope = VerifiedDatabase.Scope.METHOD)
class EachMethodTest {

  private Connection connection;

  @RepeatedTest(10)
  void emptiesATable(DSLContext db) {
    assertEquals(2, db.fetchCount(CUSTOMER));
    db.execute("TRUNCATE customer CASCADE");
    assertEquals(0, db.fetchCount(CUSTOMER));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Edsger", "Barbara"})
  void addsACustomer(String name, DSLContext db) {
    db.insertInto(CUSTOMER).set(CUSTOMER.NAME, name).execute();
    assertEquals(3, db.fetchCount(CUSTOMER));
  }

  @Test
  void cannotChangeTheSchema() {
    SQLException refused =
        assertThrows(
            SQLException.class, () -> connection.createStatement().execute("CREATE TABLE mine (id int)"));
    assertEquals(
        "ERROR: the schema belongs to module dev.dbagent.it:orders-db: change it there",
        refused.getMessage().lines().findFirst().orElseThrow());
  }

  @Test
  void hasTemporaryTables(DataSource dataSource) throws SQLException {
    try (Connection own = dataSource.getConnection()) {
      own.createStatement().execute("CREATE TEMP TABLE mine AS SELECT * FROM customer");
    }
  }
}
