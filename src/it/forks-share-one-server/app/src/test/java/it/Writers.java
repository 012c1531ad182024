package it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dbagent.junit.JdbcUrl;
import dev.dbagent.junit.VerifiedDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;

/** Tests that write what they see of others. */
@VerifiedDatabase(scope = VerifiedDatabase.Scope.METHOD)
abstract class Writers {

  private static final Path HERE = Path.of("target", "here");

  /** Nobody begins before all forks are there. */
  @BeforeAll
  static void awaitTheOthers() throws IOException {
    Files.createDirectories(HERE);
    Files.writeString(HERE.resolve(Long.toString(ProcessHandle.current().pid())), "");
    long deadline = System.nanoTime() + 60_000_000_000L;
    long forks = 0;
    while (forks < 4) {
      assertTrue(System.nanoTime() < deadline, "there are only " + forks + " forks");
      try (Stream<Path> all = Files.list(HERE)) {
        forks = all.count();
      }
    }
  }

  @RepeatedTest(25)
  void seesItsOwnRows(Connection connection, @JdbcUrl String url) throws Exception {
    try (Statement statement = connection.createStatement()) {
      statement.execute("UPDATE customer SET name = current_database() WHERE id = 1");
      statement.execute("INSERT INTO customer (name) VALUES ('new')");
      try (Connection other = DriverManager.getConnection(url);
          ResultSet row =
              other
                  .createStatement()
                  .executeQuery(
                      "SELECT string_agg(name, ',' ORDER BY id), current_database(), inet_server_port() FROM customer")) {
        row.next();
        assertEquals(row.getString(2) + ",Grace,new", row.getString(1));
        Path mine = HERE.resolve(Long.toString(ProcessHandle.current().pid()));
        Files.writeString(mine, row.getString(3));
      }
    }
  }
}
