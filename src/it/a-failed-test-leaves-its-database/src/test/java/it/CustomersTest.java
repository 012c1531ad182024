package it;

import static org.junit.jupiter.api.Assertions.fail;

import dev.dbagent.junit.VerifiedDatabase;
import java.sql.Connection;
import org.junit.jupiter.api.Test;

@VerifiedDatabase
class CustomersTest {

  @Test
  void leavesARow(Connection connection) throws Exception {
    connection.createStatement().execute("INSERT INTO customer (name) VALUES ('Ada')");
    fail("as it should");
  }
}
