package it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class CustomersIT {

  private static final Path FILE = Path.of(System.getProperty("database"));

  @Test
  void writesBesideTheSeeds() throws Exception {
    try (Connection connection = connection();
        Statement statement = connection.createStatement()) {
      statement.execute("INSERT INTO customer (name) VALUES ('Edsger')");
      try (ResultSet row = statement.executeQuery("SELECT string_agg(name, ',' ORDER BY id) FROM customer")) {
        row.next();
        assertEquals("Ada,Grace,Edsger", row.getString(1));
      }
    }
  }

  @Test
  void cannotChangeTheSchema() throws Exception {
    try (Connection connection = connection();
        Statement statement = connection.createStatement()) {
      SQLException refused =
          assertThrows(SQLException.class, () -> statement.execute("CREATE TABLE mine (id int)"));
      assertTrue(
          refused.getMessage().contains("belongs to module dev.dbagent.it:customers-db: change it there"),
          refused.getMessage());
    }
  }

  @Test
  void theFileIsForItsOwner() throws Exception {
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(FILE)));
  }

  private static Connection connection() throws Exception {
    Properties database = new Properties();
    try (Reader reader = Files.newBufferedReader(FILE)) {
      database.load(reader);
    }
    assertEquals(database.getProperty("url"), database.getProperty("spring.datasource.url"));
    return DriverManager.getConnection(
        database.getProperty("url"), database.getProperty("user"), database.getProperty("password"));
  }
}
