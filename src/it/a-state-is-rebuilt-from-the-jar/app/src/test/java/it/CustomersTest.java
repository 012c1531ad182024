package it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dbagent.junit.VerifiedDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

@VerifiedDatabase
class CustomersTest {

  @Test
  void the_rows_are_there(Connection connection) throws Exception {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT string_agg(name, ' ' ORDER BY id)"
                    + " || has_table_privilege('reader', 'customer', 'SELECT') FROM customer")) {
      row.next();
      assertEquals("Ada Gracetrue", row.getString(1));
    }
  }
}
