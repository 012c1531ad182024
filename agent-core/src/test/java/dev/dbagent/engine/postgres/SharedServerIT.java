// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.engine.SessionLimits;
import dev.dbagent.engine.TestDatabase;
import dev.dbagent.engine.TestDatabases;
import dev.dbagent.engine.TestDatabases.Rights;
import dev.dbagent.engine.postgres.clones.ClosedSchema;
import dev.dbagent.model.Fingerprint;
import dev.dbagent.model.Progress;
import dev.dbagent.testing.RealEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a test sees of the copies of a state. */
class SharedServerIT {

  /** All kinds of things that hold rows, and a function that does something to the schema. */
  private static final String MIGRATION =
      """
      CREATE TABLE customer (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text);
      INSERT INTO customer (name) VALUES ('Ada');
      CREATE VIEW named AS SELECT name FROM customer;
      CREATE MATERIALIZED VIEW counted AS SELECT count(*) AS n FROM customer;
      CREATE SCHEMA billing;
      CREATE TABLE billing.invoice (id serial PRIMARY KEY, total numeric);
      CREATE TABLE flyway_schema_history (version text);
      ALTER TABLE billing.invoice ENABLE ROW LEVEL SECURITY;
      CREATE FUNCTION sum_up() RETURNS bigint LANGUAGE plpgsql AS
        'BEGIN CREATE TEMP TABLE sums AS SELECT 1; DROP TABLE sums; RETURN 1; END';
      CREATE FUNCTION grow() RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS
        'BEGIN CREATE TABLE grown (id int); END';
      ALTER DATABASE app SET search_path = billing, public;
      ALTER ROLE agent SET work_mem = '5MB';
      """;

  private static final ClosedSchema SCHEMA =
      new ClosedSchema("com.example:shop-db", "flyway_schema_history");

  @TempDir static Path folder;

  private static TestDatabases newest;

  @BeforeAll
  static void start() throws SQLException {
    newest = databases(RealEngine.NEWEST);
  }

  /** What still runs would write into a folder that is being deleted. */
  @AfterAll
  static void stop() throws Exception {
    newest.close();
    awaitThat(
        () -> {
          try (Stream<Path> servers = Files.list(folder.resolve("work"))) {
            return servers.findAny().isEmpty();
          }
        });
  }

  @Test
  void everybody_sees_the_state_and_only_their_own_rows() throws SQLException {
    try (TestDatabase one = newest.fresh(Rights.DATA);
        TestDatabase other = newest.fresh(Rights.DATA)) {
      run(one, "INSERT INTO customer (name) VALUES ('Grace')");

      assertThat(value(one, "SELECT string_agg(name, ',' ORDER BY id) FROM customer"))
          .isEqualTo("Ada,Grace");
      assertThat(value(other, "SELECT string_agg(name, ',' ORDER BY id) FROM customer"))
          .isEqualTo("Ada");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {RealEngine.NEWEST, RealEngine.OLDEST})
  void the_schema_is_closed_and_the_rows_are_open(String version) throws SQLException {
    TestDatabases all = version.equals(RealEngine.NEWEST) ? newest : databases(version);
    try (TestDatabase database = all.fresh(Rights.DATA)) {
      for (String ddl :
          List.of(
              "CREATE TABLE mine (id int)",
              "ALTER TABLE customer ADD COLUMN age int",
              "DROP TABLE customer",
              "CREATE INDEX ON customer (name)",
              "SELECT 1 AS id INTO mine",
              "CREATE SCHEMA mine",
              "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
              "CREATE TABLE temperature (id int)",
              "GRANT SELECT ON customer TO PUBLIC",
              "DO 'BEGIN CREATE TABLE mine (id int); END'")) {
        assertThatThrownBy(() -> run(database, ddl))
            .describedAs(ddl)
            .hasMessageContaining(
                "the schema belongs to module com.example:shop-db: change it there");
      }
      run(database, "INSERT INTO customer (name) VALUES ('Grace')");
      run(database, "UPDATE customer SET name = 'Grace H.' WHERE id = 2");
      run(database, "DELETE FROM customer WHERE id = 1");
      run(database, "INSERT INTO billing.invoice (total) VALUES (1)");
      run(database, "SELECT setval('billing.invoice_id_seq', 7)");
      run(database, "TRUNCATE billing.invoice");
      run(database, "CREATE TEMP TABLE t AS SELECT * FROM customer; CREATE INDEX ON t (id)");
      run(database, "SELECT sum_up()");
      run(database, "SELECT grow()");
      run(database, "SELECT * FROM flyway_schema_history, named, counted");
    } finally {
      if (all != newest) {
        all.close();
      }
    }
  }

  @Test
  void with_a_temporary_table_around_the_schema_is_closed_all_the_same() throws SQLException {
    try (TestDatabase database = newest.fresh(Rights.DATA);
        Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TEMP TABLE t (id int)");

      for (String ddl : List.of("CREATE TABLE mine (id int)", "DROP TABLE customer")) {
        assertThatThrownBy(() -> statement.execute(ddl))
            .isInstanceOfSatisfying(
                SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
      }
      statement.execute("DROP TABLE t");
    }
  }

  @Test
  void flyway_s_history_is_for_reading() throws SQLException {
    try (TestDatabase database = newest.fresh(Rights.DATA)) {
      assertThatThrownBy(() -> run(database, "INSERT INTO flyway_schema_history VALUES ('1')"))
          .hasMessageContaining("permission denied for table flyway_schema_history");
    }
  }

  @Test
  void rows_that_are_computed_can_be_refreshed() throws SQLException {
    try (TestDatabase database = newest.fresh(Rights.DATA)) {
      run(database, "INSERT INTO customer (name) VALUES ('Grace')");
      run(database, "REFRESH MATERIALIZED VIEW counted");

      assertThat(value(database, "SELECT n FROM counted")).isEqualTo("2");
    }
  }

  @Test
  void settings_that_migrations_made_hold_in_a_copy() throws SQLException {
    try (TestDatabase database = newest.fresh(Rights.DATA)) {
      assertThat(value(database, "SHOW search_path")).isEqualTo("billing, public");
      assertThat(value(database, "SHOW work_mem")).isEqualTo("5MB");
    }
  }

  @Test
  void the_owner_s_rights_are_there_for_whoever_asks_for_them() throws SQLException {
    try (TestDatabase database = newest.fresh(Rights.OWNER)) {
      run(database, "ALTER TABLE customer ADD COLUMN age int");

      assertThat(value(database, "SELECT count(age) FROM customer")).isEqualTo("0");
    }
  }

  @Test
  void the_copy_that_all_share_cannot_be_written() throws SQLException {
    try (TestDatabase database = newest.readOnly()) {
      assertThat(value(database, "SELECT name FROM customer")).isEqualTo("Ada");
      assertThatThrownBy(() -> run(database, "INSERT INTO customer (name) VALUES ('Grace')"))
          .hasMessageContaining("read-only transaction");
      assertThatThrownBy(
              () ->
                  run(
                      database,
                      "SET default_transaction_read_only = off;"
                          + " INSERT INTO customer (name) VALUES ('Grace')"))
          .hasMessageContaining("read-only transaction");
      try (Connection connection = database.dataSource().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("SET default_transaction_read_only = off");
        assertThatThrownBy(() -> statement.execute("DELETE FROM customer"))
            .hasMessageContaining("permission denied");
      }
    }
  }

  @Test
  void a_copy_that_is_given_back_is_dropped_and_one_that_is_kept_stays() throws Exception {
    TestDatabase kept = newest.fresh(Rights.DATA);
    String line = kept.keep().line();
    kept.close();
    TestDatabase given = newest.fresh(Rights.DATA);
    given.close();

    try (TestDatabase observer = newest.readOnly()) {
      String exists = "SELECT count(*) FROM pg_database WHERE datname = '%s'";
      awaitThat(() -> value(observer, exists.formatted(given.name())).equals("0"));
      assertThat(value(observer, exists.formatted(kept.name()))).isEqualTo("1");
    }
    assertThat(line).startsWith("psql 'postgresql://db_agent_test@127.0.0.1:");
    Path passwords = Path.of(line.substring(line.indexOf("passfile=") + 9, line.length() - 1));
    assertThat(Files.getPosixFilePermissions(passwords)).hasSize(2);
    assertThat(kept.url()).contains(password(passwords));
    assertThat(line).doesNotContain(password(passwords));
    assertThat(kept.toString()).doesNotContain(password(passwords));
  }

  @Test
  void who_wants_more_connections_than_there_are_waits() throws Exception {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (TestDatabase database = newest.fresh(Rights.DATA)) {
      List<Connection> all = new ArrayList<>();
      Future<Connection> waiting;
      try {
        assertThatThrownBy(
                () -> {
                  while (true) {
                    all.add(DriverManager.getConnection(database.url()));
                  }
                })
            .isInstanceOfSatisfying(
                SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("53300"));
        waiting = thread.submit(() -> database.dataSource().getConnection());
        // Whoever makes databases has connections of its own.
        newest.fresh(Rights.DATA).close();
        assertThat(waiting.isDone()).isFalse();
      } finally {
        for (Connection each : all) {
          each.close();
        }
      }
      waiting.get().close();
    } finally {
      thread.shutdownNow();
    }
  }

  @Test
  void copies_that_are_taken_at_once_are_different_ones() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      Callable<String> taking =
          () -> {
            try (TestDatabase database = newest.fresh(Rights.DATA)) {
              run(database, "INSERT INTO customer (name) VALUES ('" + database.name() + "')");
              assertThat(value(database, "SELECT count(*) FROM customer")).isEqualTo("2");
              return database.name();
            }
          };
      Set<String> names = new HashSet<>();
      for (Future<String> name : threads.invokeAll(Collections.nCopies(24, taking))) {
        names.add(name.get());
      }
      assertThat(names).hasSize(24);
    } finally {
      threads.shutdownNow();
    }
  }

  private static TestDatabases databases(String version) throws SQLException {
    EmbeddedPostgres engine =
        EmbeddedPostgres.of(
            new PostgresSettings(version, folder, "app"),
            RealEngine.artifacts(),
            Progress.silent());
    Path state = folder.resolve(version + ".state");
    try (DatabaseServer server = engine.start()) {
      try (Connection connection = server.dataSource(SessionLimits.NONE).getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute(MIGRATION);
      }
      server.seal(state);
    }
    return engine.share(Fingerprint.of("state").add("of", version).build(), state, SCHEMA);
  }

  private static void run(TestDatabase database, String sql) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String value(TestDatabase database, String query) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      result.next();
      return result.getString(1);
    }
  }

  private static String password(Path passwords) throws Exception {
    return Files.readAllLines(passwords).stream()
        .filter(line -> line.contains(":db_agent_test:"))
        .map(line -> line.substring(line.lastIndexOf(':') + 1))
        .findFirst()
        .orElseThrow();
  }

  private static void awaitThat(Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (!condition.call()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }
}
