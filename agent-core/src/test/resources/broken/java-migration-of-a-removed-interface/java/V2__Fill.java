package db.java;

import java.sql.Connection;

public class V2__Fill implements JdbcMigration {
  public void migrate(Connection connection) throws Exception {
    connection.createStatement().execute("INSERT INTO customer VALUES (1)");
  }
}
