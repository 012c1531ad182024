// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.model.SqlFault;
import dev.dbagent.model.StageFailure;
import dev.dbagent.testing.RealEngine;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In the expectations a bar ends a line. */
class OffendingRowsIT {

  private static final String CUSTOMERS =
      """
      CREATE TABLE customer (id int PRIMARY KEY, email text, age int, boss int);
      INSERT INTO customer VALUES (1, 'ada@example.com', 36, NULL),
        (2, NULL, -1, 7);
      INSERT INTO customer (age, email, id) VALUES (41, 'ada@example.com', 3);
      CREATE TABLE stay (room int, nights daterange);
      INSERT INTO stay VALUES (1, '[2026-01-01,2026-01-09)'), (2, '[2026-01-02,2026-01-03)'),
        (1, '[2026-01-05,2026-01-06)');
      CREATE TABLE visit (customer int, day date, PRIMARY KEY (customer, day));
      COPY visit FROM stdin;
      1\t2026-02-01
      8\t2026-02-02
      \\.
      CREATE DOMAIN positive AS int;
      CREATE TABLE tariff (id int PRIMARY KEY, price positive);
      INSERT INTO tariff VALUES (4, -3);
      """;

  @TempDir private Path folder;

  private Project project;
  private DatabaseServer server;

  @BeforeEach
  void startServer() {
    project = new Project(folder).migration("V1__c.sql", CUSTOMERS);
    server = RealEngine.start();
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '@',
      textBlock =
          """
          not null             ; ALTER TABLE customer ALTER email SET NOT NULL ; @1 row of public.customer has no email: id = 2.|V1__c.sql:3:3 the row comes from here@
          new column           ; ALTER TABLE customer ADD phone text NOT NULL ; @public.customer has 3 rows, and nothing gives them a value for phone.@
          unique               ; ALTER TABLE customer ADD UNIQUE (email) ; @2 rows of public.customer share a key: id = 1, id = 3.|V1__c.sql:2:29 the row comes from here|V1__c.sql:4:46 the row comes from here@
          unique index         ; CREATE UNIQUE INDEX i ON customer (lower(email)) WHERE age > 36 - 1 ; @2 rows of public.customer share a key: id = 1, id = 3.|V1__c.sql:2:29 the row comes from here|V1__c.sql:4:46 the row comes from here@
          nulls not distinct   ; ALTER TABLE customer ADD UNIQUE NULLS NOT DISTINCT (boss) ; @@
          primary key          ; ALTER TABLE stay ADD PRIMARY KEY (room) ; @2 rows of public.stay share a key: (room, nights) = (1, [2026-01-01,2026-01-09)), (room, nights) = (1, [2026-01-05,2026-01-06)).|V1__c.sql:6:25 the row comes from here|V1__c.sql:7:3 the row comes from here@
          check                ; ALTER TABLE customer ADD CHECK (age >= 0) ; @1 row of public.customer breaks the check: id = 2.|V1__c.sql:3:3 the row comes from here@
          one of two checks    ; ALTER TABLE customer ADD CHECK (id > 0), ADD CONSTRAINT adult CHECK ((age) >= 40 OR age IN (1, 2)) ; @2 rows of public.customer break the check: id = 1, id = 2.|V1__c.sql:2:29 the row comes from here|V1__c.sql:3:3 the row comes from here@
          foreign key          ; ALTER TABLE customer ADD FOREIGN KEY (boss) REFERENCES customer ; @1 row of public.customer points to no row: id = 2.|V1__c.sql:3:3 the row comes from here@
          key of two columns   ; ALTER TABLE visit ADD CONSTRAINT fk FOREIGN KEY (customer) REFERENCES public.customer (id) ; @1 row of public.visit points to no row: (customer, day) = (8, 2026-02-02).|V1__c.sql:11:1 the row comes from here@
          exclusion            ; ALTER TABLE stay ADD EXCLUDE USING gist (nights WITH &&) ; @2 rows of public.stay exclude each other: (room, nights) = (1, [2026-01-01,2026-01-09)), (room, nights) = (2, [2026-01-02,2026-01-03)).|V1__c.sql:6:25 the row comes from here|V1__c.sql:6:57 the row comes from here@
          domain               ; ALTER DOMAIN positive ADD CHECK (VALUE > 0) ; @1 row of public.tariff breaks the check: id = 4.|V1__c.sql:15:27 the row comes from here@
          key exists           ; INSERT INTO customer VALUES (2, 'x', 1, 1) ; @1 row of public.customer has the key already: id = 2.|V1__c.sql:3:3 the row comes from here@
          new row has no value ; INSERT INTO customer VALUES (NULL, 'x', 1, 1) ; @@
          """)
  void areShown(String name, String statement, String told) {
    project.migration("V2__t.sql", statement + ";");

    assertThat(Told.of(project.failure(server).facts())).isEqualTo(lines(told));
  }

  @Test
  void areShownWhenAConstraintIsValidated() {
    project
        .migration(
            "V2__t.sql",
            "ALTER TABLE customer ADD CONSTRAINT adult CHECK (age > 0) NOT VALID,"
                + " ADD CONSTRAINT boss FOREIGN KEY (boss) REFERENCES customer NOT VALID;")
        .migration("V3__t.sql", "ALTER TABLE customer VALIDATE CONSTRAINT adult;");
    List<String> check = Told.of(project.failure(server).facts());
    assertThat(check)
        .containsExactly(
            "1 row of public.customer breaks the check: id = 2.",
            "V1__c.sql:3:3 the row comes from here");
  }

  @Test
  void areShownWhenAForeignKeyIsValidated() {
    project
        .migration(
            "V2__t.sql",
            "ALTER TABLE customer ADD CONSTRAINT boss FOREIGN KEY (boss) REFERENCES customer NOT"
                + " VALID;")
        .migration("V3__t.sql", "ALTER TABLE customer VALIDATE CONSTRAINT boss;");

    assertThat(Told.of(project.failure(server).facts()))
        .containsExactly(
            "1 row of public.customer points to no row: id = 2.",
            "V1__c.sql:3:3 the row comes from here");
  }

  @Test
  void areShownWhenTheyStillPointToARowThatGoes() {
    project
        .migration(
            "V2__t.sql",
            "ALTER TABLE visit ADD FOREIGN KEY (customer) REFERENCES customer NOT VALID;")
        .migration("V3__t.sql", "DELETE FROM customer WHERE id = 1;");

    assertThat(Told.of(project.failure(server).facts()))
        .containsExactly(
            "1 row of public.visit still points to it: (customer, day) = (1, 2026-02-01).",
            "V1__c.sql:10:1 the row comes from here");
  }

  @Test
  void areAFewOfMany() {
    project
        .migration("V2__more.sql", "INSERT INTO customer (id) SELECT generate_series(10, 500);")
        .migration("V3__t.sql", "ALTER TABLE customer ALTER email SET NOT NULL;");

    assertThat(Told.of(project.failure(server).facts()))
        .containsExactly(
            "492 rows of public.customer have no email, among them id = 2, id = 10.",
            "V1__c.sql:3:3 the row comes from here");
  }

  @Test
  void areThoseOfTheSameScriptThatIsGone() {
    project.migration("V1__c.sql", CUSTOMERS + "ALTER TABLE customer ADD UNIQUE (email);");

    StageFailure failure = project.failure(server);

    assertThat(Told.of(failure.facts()))
        .containsExactly(
            "V1__c.sql:2:29 the row comes from here", "V1__c.sql:4:46 the row comes from here");
    assertThat(failure.fault())
        .extracting(SqlFault::detail)
        .isEqualTo("Key (email)=(ada@example.com) is duplicated.");
  }

  @Test
  void areNotGuessedAtWhenSeveralCouldBeMeant() {
    project
        .migration(
            "V2__t.sql", "CREATE TABLE t (a int, b int);\nINSERT INTO t VALUES (1, 2), (1, 2);")
        .migration("V3__t.sql", "ALTER TABLE t ADD UNIQUE (a);");

    assertThat(Told.of(project.failure(server).facts()))
        .containsExactly("2 rows of public.t share a key: (a, b) = (1, 2), (a, b) = (1, 2).");
  }

  @Test
  void areNotTakenForOthersWhenAColumnHasGone() {
    project
        .migration(
            "V2__t.sql",
            """
            CREATE TABLE t (x int, id int PRIMARY KEY, n int);
            INSERT INTO t VALUES (5, 1, 2), (1, 2, 3);
            """)
        .migration("V3__t.sql", "ALTER TABLE t DROP x;")
        .migration("V4__t.sql", "ALTER TABLE t ADD CHECK (n > 2);");

    assertThat(Told.of(project.failure(server).facts()))
        .containsExactly("1 row of public.t breaks the check: id = 1.");
  }

  @Test
  void areCheckedAtTheEndOfTheScript() {
    project
        .migration(
            "V2__t.sql",
            "ALTER TABLE customer ADD CONSTRAINT f FOREIGN KEY (boss) REFERENCES customer"
                + " DEFERRABLE INITIALLY DEFERRED NOT VALID;")
        .migration("V3__t.sql", "SELECT 1;\nINSERT INTO customer VALUES (8, 'x', 1, 99);");

    StageFailure failure = project.failure(server);

    assertThat(failure.place()).hasToString(Project.MIGRATIONS + "V3__t.sql");
    assertThat(Told.of(failure.facts()))
        .containsExactly(
            "The constraint is deferred: it is checked at the end of the script.",
            "V3__t.sql:2:29 the row comes from here");
  }

  @Test
  void neverTellASecret() {
    project
        .migration(
            "V2__login.sql",
            """
            CREATE TABLE login (api_token text PRIMARY KEY, n int, password text);
            INSERT INTO login VALUES ('hunter2', NULL, 'sesame'), ('hunter3', 1, 'sesame');
            """)
        .migration("V3__t.sql", "ALTER TABLE login ALTER n SET NOT NULL;");

    assertThat(Told.of(project.failure(server).facts()))
        .containsExactly(
            "1 row of public.login has no n: api_token = ***.",
            "V2__login.sql:2:26 the row comes from here");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '@',
      value = {
        "ALTER TABLE login ADD UNIQUE (password) | Key (password)=(***) is duplicated.",
        "INSERT INTO login VALUES ('a', NULL, 'hunter2', 1) | Failing row contains (***).",
        "INSERT INTO login VALUES ('b', 7, 'hunter2', -1) | Failing row contains (***).",
      })
  void neverLetTheServerTellASecret(String statement, String detail) {
    project
        .migration(
            "V2__login.sql",
            """
            CREATE TABLE login (name text, n int NOT NULL, password text, m int CHECK (m > 0));
            INSERT INTO login VALUES ('x', 1, 'hunter2', 1), ('y', 2, 'hunter2', 2);
            """)
        .migration("V3__t.sql", statement + ";");

    SqlFault fault = Objects.requireNonNull(project.failure(server).fault());

    assertThat(fault.detail()).isEqualTo(detail);
    assertThat(fault.toString()).doesNotContain("hunter2");
  }

  @Test
  void neverLetARowOfCopyTellASecret() {
    project
        .migration(
            "V2__login.sql", "CREATE TABLE login (name text, n int NOT NULL, password text);")
        .migration("V3__t.sql", "COPY login FROM stdin;\na\t\\N\thunter2\n\\.\n");

    SqlFault fault = Objects.requireNonNull(project.failure(server).fault());

    assertThat(fault.context()).isEqualTo("COPY login, line 1");
    assertThat(fault.toString()).doesNotContain("hunter2");
  }

  private static List<String> lines(String told) {
    return told == null || told.isEmpty() ? List.of() : List.of(told.split("\\|"));
  }
}
