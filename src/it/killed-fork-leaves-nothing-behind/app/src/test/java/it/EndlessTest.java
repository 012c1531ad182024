package it;

import dev.dbagent.junit.VerifiedDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

@VerifiedDatabase
class EndlessTest {

  @Test
  void isKilled(Connection connection) throws Exception {
    try (Statement statement = connection.createStatement()) {
      try (ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
        row.next();
        Files.writeString(
            Path.of(System.getProperty("marker")),
            ProcessHandle.current().pid() + " " + row.getString(1) + "\n");
      }
      statement.execute("SELECT pg_sleep(300)");
    }
  }
}
