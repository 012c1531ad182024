// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.engine.SessionLimits;
import dev.dbagent.model.Edit;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Place;
import dev.dbagent.model.Progress;
import dev.dbagent.model.Setting;
import dev.dbagent.model.StageFailure;
import dev.dbagent.testing.RealEngine;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** In the expectations a bar ends a line. */
class RefusalIT {

  @TempDir private Path folder;

  private Project project;
  private DatabaseServer server;

  @BeforeEach
  void startServer() {
    project = new Project(folder);
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
          table          ; CREATE TABLE customer (id int)                ; CREATE TABLE public.customer (a int) ; 1:14 created here
          view as table  ; CREATE VIEW customer AS SELECT 1              ; CREATE TABLE customer (a int) ; 1:13 created here
          in a block     ; @DO $$BEGIN CREATE TABLE t (); END$$@ ; CREATE TABLE t () ; 1:25 created here
          renamed to it  ; @CREATE TABLE a (); ALTER TABLE a RENAME TO t@ ; CREATE TABLE t () ; 1:32 renamed here
          column         ; CREATE TABLE t (a int, b text)                ; ALTER TABLE t ADD b text ; 1:24 created here
          constraint     ; CREATE TABLE t (a int CONSTRAINT c CHECK (a > 0)) ; ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) ; 1:34 created here
          index          ; @CREATE TABLE t (a int); CREATE INDEX i ON t (a)@ ; CREATE INDEX i ON t (a) ; 1:38 created here
          type           ; CREATE TYPE color AS ENUM ()                  ; CREATE DOMAIN color AS int ; 1:13 created here
          function       ; CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT 1' ; CREATE FUNCTION f(b int) RETURNS int LANGUAGE sql AS 'SELECT 1' ; 1:17 created here
          schema         ; CREATE SCHEMA s                               ; CREATE SCHEMA s ; 1:15 created here
          role           ; CREATE ROLE a                                 ; CREATE ROLE a ; 1:13 created here
          extension      ; CREATE EXTENSION citext                       ; CREATE EXTENSION citext ; 1:18 created here
          trigger        ; @CREATE TABLE t (); CREATE TRIGGER g BEFORE UPDATE ON t EXECUTE FUNCTION suppress_redundant_updates_trigger()@ ; CREATE TRIGGER g BEFORE DELETE ON t EXECUTE FUNCTION suppress_redundant_updates_trigger() ; 1:35 created here
          """)
  void tellsWhatMadeTheObjectBefore(String name, String first, String second, String told) {
    project.migration("V1__first.sql", first + ";").migration("V2__second.sql", second + ";");

    StageFailure failure = project.failure(server);

    assertThat(failure.kind()).isEqualTo(FailureKind.OBJECT_DUPLICATE);
    assertThat(Told.of(failure.facts())).containsExactly("V1__first.sql:" + told);
  }

  @Test
  void tellsTheLastOfSeveral() {
    project
        .migration("V1__t.sql", "CREATE TABLE t (); DROP TABLE t;")
        .migration("V2__t.sql", "CREATE TABLE t ();\nCREATE TABLE t ();");

    assertThat(Told.of(project.failure(server).facts()))
        .containsExactly("V2__t.sql:1:14 created here");
  }

  @Test
  void tellsTheVersionThatKnowsAFeature() {
    server.close();
    server = RealEngine.start(RealEngine.OLDEST);
    project.migration("V1__t.sql", "CREATE TABLE t (a int, UNIQUE NULLS NOT DISTINCT (a));");

    StageFailure failure = project.failure(server);

    assertThat(failure.kind()).isEqualTo(FailureKind.FEATURE_NEWER_THAN_SERVER);
    assertThat(failure.place()).hasToString(Project.MIGRATIONS + "V1__t.sql:1:31");
    assertThat(failure)
        .hasMessage(
            "UNIQUE NULLS NOT DISTINCT needs PostgreSQL 15, the build's engine is 14.20: syntax"
                + " error at or near \"NULLS\"");
    assertThat(failure.facts().setting()).isEqualTo(new Setting("postgresVersion", "15"));
    assertThat(failure.facts().notes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '@',
      value = {
        "DO $$ BEGIN PERFORM any_value(1); END $$ | any_value needs PostgreSQL 16",
        "CREATE FUNCTION f() RETURNS uuid LANGUAGE sql AS 'SELECT uuidv7()' | uuidv7 needs PostgreSQL 18",
        "CREATE FUNCTION f() RETURNS uuid LANGUAGE sql AS $$SELECT uuidv7()$$ | uuidv7 needs PostgreSQL 18",
        "SELECT 'IS JSON' /* IS JSON */, 'a' IS JSON | IS JSON needs PostgreSQL 16",
      })
  void tellsAFeatureWithinABodyAndNoneWithinAText(String script, String sentence) {
    server.close();
    server = RealEngine.start(RealEngine.OLDEST);
    project.migration("V1__t.sql", script + ";");

    assertThat(project.failure(server)).hasMessageStartingWith(sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '@',
      textBlock =
          """
          \\restrict x                   ; A line that begins with a backslash is a command to psql and no SQL: leave it out.
          CREATE TABLE t (a int) WITH OIDS ; Tables have no OIDs since PostgreSQL 12: leave WITH OIDS out.
          CREATE TABLE t (a int) WITH (oids = true) ; Tables have no OIDs since PostgreSQL 12: leave WITH OIDS out.
          CREATE TABLE t (a abstime)      ; The type is gone since PostgreSQL 12.
          CREATE ROLE a CREATEUSER        ; CREATEUSER is gone since PostgreSQL 9.6: write SUPERUSER.
          SET old_snapshot_threshold = 1  ; The parameter is gone since PostgreSQL 17.
          CREATE DATABASE other           ; The build's server has this one database and no template: a migration cannot create another.
          SET TRANSACTION ISOLATION LEVEL SERIALIZABLE ; Flyway's own queries came first in this transaction.
          CREATE AGGREGATE a (anyelement) (sfunc = array_append, stype = anyarray, initcond = '{}') ; Since PostgreSQL 14 such functions take anycompatiblearray and anycompatible instead of anyarray and anyelement.
          """)
  void remarks(String script, String sentence) {
    project.migration("V1__t.sql", script + ";");

    assertThat(Told.of(project.failure(server).facts())).containsExactly(sentence);
  }

  @Test
  void remarksThatPublicIsNotForEverybody() {
    project.migration("V1__t.sql", "CREATE ROLE o; SET ROLE o; CREATE TABLE z (a int);");

    assertThat(Told.of(project.failure(server).facts()))
        .containsExactly(
            "Since PostgreSQL 15 only its owner may create something in the schema public, unless a"
                + " script grants CREATE on it.");
  }

  @Test
  void remarksThatDeferredConstraintsHaveRowsToCheck() {
    project
        .migration(
            "V1__t.sql",
            "CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (p int REFERENCES p DEFERRABLE"
                + " INITIALLY DEFERRED);")
        .migration("V2__t.sql", "INSERT INTO c VALUES (1);\nALTER TABLE c ADD x int;");

    StageFailure failure = project.failure(server);

    assertThat(failure.kind()).isEqualTo(FailureKind.FORBIDDEN_IN_TRANSACTION);
    assertThat(Told.of(failure.facts()))
        .containsExactly(
            "Deferred constraints have rows to check yet: SET CONSTRAINTS ALL IMMEDIATE before the"
                + " statement has them checked.");
  }

  @Test
  void writesTheSettingsOfAScriptThatMustRunOutsideOfATransaction() {
    project
        .migration("V1__p.sql", "CREATE PROCEDURE p() LANGUAGE plpgsql AS $$BEGIN COMMIT; END$$;")
        .migration("V2__call.sql", "-- fill\nCALL p();\n");

    StageFailure failure = project.failure(server);

    assertThat(failure.kind()).isEqualTo(FailureKind.FORBIDDEN_IN_TRANSACTION);
    assertThat(failure.facts().edits())
        .containsExactly(
            new Edit.Create(
                Project.MIGRATIONS + "V2__call.sql.conf", "executeInTransaction=false\n"));
    project.migration("V2__call.sql.conf", "executeInTransaction=false\n");
    server.close();
    server = RealEngine.start();
    assertThat(project.replay(server).applied()).hasSize(2);
  }

  @Test
  void keepsOtherStatementsOutOfAScriptWithoutATransaction() {
    project
        .migration("V1__p.sql", "CREATE PROCEDURE p() LANGUAGE plpgsql AS $$BEGIN COMMIT; END$$;")
        .migration("V2__call.sql", "CREATE TABLE t ();\nCALL p();\n");

    assertThat(Told.of(project.failure(server).facts()))
        .containsExactly(
            "The script holds other statements: move this one into a script of its own, and put"
                + " executeInTransaction=false into the .conf of that.",
            "V1__p.sql:1:50 raised here");
  }

  @Test
  void correctsSettingsThatAskForATransaction() {
    project
        .migration("V1__t.sql", "CREATE TABLE t (id int);")
        .migration("V2__i.sql", "CREATE INDEX CONCURRENTLY i ON t (id);")
        .migration("V2__i.sql.conf", "# why\nexecuteInTransaction = true\n");

    StageFailure failure = project.failure(server);

    assertThat(failure.kind()).isEqualTo(FailureKind.FORBIDDEN_IN_TRANSACTION);
    assertThat(Told.of(failure.facts()))
        .containsExactly(
            "V2__i.sql.conf says executeInTransaction=true.",
            "V2__i.sql.conf:2:24 write false for true");
  }

  @Test
  void addsToSettingsThatDoNotSpeakOfTransactions() {
    project
        .migration("V1__p.sql", "CREATE PROCEDURE p() LANGUAGE plpgsql AS $$BEGIN COMMIT; END$$;")
        .migration("V2__call.sql", "CALL p();\n")
        .migration("V2__call.sql.conf", "encoding=UTF-8\n");

    assertThat(project.failure(server).facts().notes())
        .containsExactly(
            Project.MIGRATIONS + "V2__call.sql.conf does not say executeInTransaction=false.");
  }

  @Test
  void tellsWhereTheNewValueOfAnEnumWasAdded() {
    project
        .migration("V1__e.sql", "CREATE TYPE e AS ENUM ('a');")
        .migration("V2__e.sql", "ALTER TYPE e ADD VALUE 'b';\nCREATE TABLE t (x e DEFAULT 'b');");

    StageFailure failure = project.failure(server);

    assertThat(failure.kind()).isEqualTo(FailureKind.FORBIDDEN_IN_TRANSACTION);
    assertThat(failure.place()).hasToString(Project.MIGRATIONS + "V2__e.sql:2:29");
    assertThat(Told.of(failure.facts()))
        .containsExactly(
            "Add the value in a migration of its own that runs before this one.",
            "V2__e.sql:1:1 added here");
  }

  /** None of these hangs, and each says where. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '@',
      textBlock =
          """
          after a commit     ; @CREATE TABLE t ();|COMMIT;|SELECT x;@            ; OBJECT_MISSING           ; 3:8
          in a transaction   ; @BEGIN;|CREATE TABLE t ();|SELECT x;|COMMIT;@     ; OBJECT_MISSING           ; 3:8
          vacuum with others ; @CREATE TABLE t ();|VACUUM t;@                    ; TRANSACTION_MIXED        ; 2:1
          system with others ; @CREATE TABLE t ();|ALTER SYSTEM SET work_mem = '5MB';@ ; TRANSACTION_MIXED  ; 2:1
          discard            ; @SELECT 1;|DISCARD ALL;@                          ; TRANSACTION_MIXED        ; 2:1
          index with others  ; @CREATE TABLE t (a int);|CREATE INDEX CONCURRENTLY i ON t (a);@ ; TRANSACTION_MIXED ; 2:1
          commit in a block  ; @DO $$|BEGIN|  COMMIT;|END $$;@                   ; FORBIDDEN_IN_TRANSACTION ; 3:3
          cluster            ; @SELECT 1;|CLUSTER;@                              ; FORBIDDEN_IN_TRANSACTION ; 2:1
          reindex            ; @CREATE TABLE t ();|REINDEX TABLE CONCURRENTLY t;@ ; FORBIDDEN_IN_TRANSACTION ; 2:1
          give up all locks  ; @SELECT 1;|SELECT pg_advisory_unlock_all();@      ; HISTORY_REJECTED         ; 2:1
          another server     ; @CREATE SUBSCRIPTION s|CONNECTION 'host=127.0.0.1 port=1' PUBLICATION p;@ ; STATEMENT_FAILED ; 1:21
          """)
  @Timeout(60)
  void isTold(String name, String script, FailureKind kind, String place) {
    project.migration("V1__t.sql", script.replace('|', '\n'));

    StageFailure failure = project.failure(server);

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.place()).hasToString(Project.MIGRATIONS + "V1__t.sql:" + place);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '@',
      value = {
        "VACUUM;",
        "@VACUUM (FULL) t;|VACUUM ANALYZE t;@",
        "ALTER SYSTEM SET work_mem = '5MB';",
        "@BEGIN;|CREATE TABLE u ();|COMMIT;@",
        "@CREATE TABLE u ();|COMMIT;|CREATE TABLE v ();@",
      })
  @Timeout(60)
  void runsAsInProduction(String script) {
    project
        .migration("V1__t.sql", "CREATE TABLE t ();")
        .migration("V2__t.sql", script.replace('|', '\n'));

    assertThat(project.replay(server).applied()).hasSize(2);
  }

  @Test
  void namesTheScriptThatMixesWithItsGroup() {
    project
        .migration("V1__t.sql", "CREATE TABLE t (id int);")
        .migration("V2__i.sql", "CREATE INDEX CONCURRENTLY i ON t (id);")
        .set("group", "true");

    StageFailure failure = project.failure(server);

    assertThat(failure.kind()).isEqualTo(FailureKind.TRANSACTION_MIXED);
    assertThat(failure.place()).isEqualTo(Place.file(Project.MIGRATIONS + "V2__i.sql"));
    assertThat(failure)
        .hasMessage(
            "Flyway runs this script outside of a transaction and others of the group inside of"
                + " one, which it allows only with the setting mixed");
  }

  @Test
  @Timeout(60)
  void namesWhoHoldsTheLock() throws Exception {
    try (Connection other = server.dataSource(SessionLimits.NONE).getConnection();
        Statement statement = other.createStatement()) {
      statement.execute("CREATE SCHEMA s CREATE TABLE held (id int) CREATE TABLE free (id int)");
      statement.execute("SET application_name = 'import'");
      statement.execute("SELECT pg_backend_pid()");
      statement.getResultSet().next();
      int pid = statement.getResultSet().getInt(1);
      other.setAutoCommit(false);
      statement.execute("LOCK TABLE s.free");
      statement.execute("LOCK TABLE s.held");
      statement.execute("SELECT 1  /* a */ AS\n\"b\", 'secret'");
      project
          .migration("V1__t.sql", "ALTER TABLE s.held ADD x int;")
          .timeouts(Duration.ofMillis(200), Duration.ofSeconds(20));

      StageFailure failure = project.failure(server);

      assertThat(failure.kind()).isEqualTo(FailureKind.LOCK_TIMED_OUT);
      assertThat(Told.of(failure.facts()))
          .containsExactly(
              "s.held is locked by session "
                  + pid
                  + " of \"import\" (idle in transaction), whose last statement was: SELECT 1 AS"
                  + " \"b\", '...'");
    }
  }

  /** The session that blocks is one of the script's own, and ends with it. */
  @Test
  @Timeout(60)
  void namesALockHolderThatIsGoneAMomentLater() {
    project
        .migration("V1__t.sql", "CREATE TABLE customer (id int);")
        .migration(
            "V2__s.sql",
            "CREATE EXTENSION dblink;\nCREATE ROLE other SUPERUSER LOGIN PASSWORD 'other';")
        .migration(
            "V3__t.sql",
            """
            SELECT dblink_connect('other', format(
                'host=%s port=%s dbname=%s user=other password=other application_name=nested',
                host(inet_server_addr()), inet_server_port(), current_database()));
            SELECT dblink_exec('other', 'BEGIN');
            SELECT dblink_exec('other', 'LOCK TABLE customer');
            ALTER TABLE customer RENAME TO buyer;
            """)
        .timeouts(Duration.ofMillis(300), Duration.ofSeconds(20));

    StageFailure failure = project.failure(server);

    assertThat(failure.kind()).isEqualTo(FailureKind.LOCK_TIMED_OUT);
    assertThat(Told.of(failure.facts()))
        .singleElement()
        .asString()
        .matches(
            "public\\.customer is locked by session \\d+ of \"nested\" \\(idle in transaction\\),"
                + " whose last statement was: LOCK TABLE customer");
  }

  @Test
  @Timeout(60)
  void tellsTheLimitOnTime() {
    project
        .migration("V1__t.sql", "SELECT pg_sleep(20);")
        .timeouts(Duration.ofSeconds(10), Duration.ofMillis(1500));

    assertThat(Told.of(project.failure(server).facts()))
        .containsExactly("A statement may run for 1.5 s.", "set statementTimeout to 2");
  }

  @Test
  @Timeout(60)
  void tellsWhereAScriptSetTheLimit() {
    project.migration("V1__t.sql", "SET LOCAL statement_timeout = '300ms';\nSELECT pg_sleep(20);");

    assertThat(Told.of(project.failure(server).facts()))
        .containsExactly("V1__t.sql:1:1 the limit is set here");
  }

  /** A dump begins so, and what comes after it in the same session must not hang all the same. */
  @Test
  @Timeout(60)
  void limitsWhatFollowsAScriptThatLiftsTheLimits() {
    project
        .migration("V1__dump.sql", "SET statement_timeout = 0;\nSET lock_timeout = 0;")
        .migration("V2__t.sql", "SELECT pg_sleep(20);")
        .timeouts(Duration.ofMillis(500), Duration.ofMillis(500));

    StageFailure failure = project.failure(server);

    assertThat(failure.kind()).isEqualTo(FailureKind.STATEMENT_TIMED_OUT);
    assertThat(failure.place()).hasToString(Project.MIGRATIONS + "V2__t.sql:1:1");
  }

  /** Flyway's own code goes wrong on a script, in whatever way. */
  @ParameterizedTest
  @MethodSource("stumbles")
  void neverAnswersWithTheNameOfAClass(Throwable thrown, String sentence, List<String> notes) {
    project.migration("V1__t.sql", "SELECT 1;");
    MigrationHistory history = project.history();
    MigrationFile file = history.files().get(0);
    ReplayObserver observer = new ReplayObserver(history, server, Progress.silent());

    StageFailure failure =
        new FlywayFailures(server, history, observer, () -> Optional.of(file)).failure(thrown);

    assertThat(failure.kind()).isEqualTo(FailureKind.HISTORY_REJECTED);
    assertThat(failure).hasMessage(sentence);
    assertThat(failure.place()).isEqualTo(Place.file(Project.MIGRATIONS + "V1__t.sql"));
    assertThat(Told.of(failure.facts())).isEqualTo(notes);
  }

  static Stream<Arguments> stumbles() {
    String silent = "Flyway stumbled over the script and does not say why";
    List<String> none = List.of();
    return Stream.of(
        Arguments.of(new StackOverflowError(), "the script is nested too deeply for Flyway", none),
        Arguments.of(
            new OutOfMemoryError("Java heap space"),
            "the memory of the build does not suffice for the script",
            none),
        Arguments.of(new NullPointerException(), silent, none),
        Arguments.of(new NullPointerException("Cannot invoke \"String.length()\""), silent, none),
        Arguments.of(new ClassCastException("class java.lang.String cannot be cast"), silent, none),
        Arguments.of(new NoSuchMethodError("'void org.acme.X.y()'"), silent, none),
        Arguments.of(
            new IllegalArgumentException("the rows have no end\n\tat x"),
            silent,
            List.of("the rows have no end")));
  }

  @Test
  void isExplainedEvenWhenTheServerIsGone() {
    project.migration("V1__t.sql", "SELECT pg_terminate_backend(pg_backend_pid());");

    StageFailure failure = project.failure(server);

    assertThat(failure.kind()).isEqualTo(FailureKind.SERVER_LOST);
    assertThat(Told.of(failure.facts())).isEqualTo(List.of());
  }
}
