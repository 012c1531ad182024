// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.engine.SessionLimits;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.SqlFault;
import dev.dbagent.model.StageFailure;
import dev.dbagent.testing.RealEngine;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplayFailureIT {

  private static final String FILE = Project.MIGRATIONS + "V1__t.sql";

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

  /** In the scripts, {@code /} ends a line. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          at the start                 | CREAT TABLE t (id int);                                | SYNTAX_ERROR   | 1:1
          in the first line            | CREATE TABLE t (id itn);                               | OBJECT_MISSING | 1:20
          after spaces                 | `  CREATE TABLE t (id itn);`                           | OBJECT_MISSING | 1:22
          in the second statement      | CREATE TABLE t (id int);/SELECT x FROM t;              | OBJECT_MISSING | 2:8
          second on the same line      | CREATE TABLE t (id int); SELECT x FROM t;              | OBJECT_MISSING | 1:33
          inside several lines         | CREATE TABLE t (/  id int,/  name txet,/  x int);      | OBJECT_MISSING | 3:8
          after a line comment         | -- what/-- and why/SELECT x;                           | OBJECT_MISSING | 3:8
          after a block comment        | /* a /* b *//nested *//SELECT/ x;                      | OBJECT_MISSING | 4:2
          after blank lines            | `//  //SELECT 1;///  SELECT/    x;`                    | OBJECT_MISSING | 9:5
          comment within               | SELECT 1, -- it's;/  x;                                | OBJECT_MISSING | 2:3
          after a tab                  | `SELECT\\t1,\\tx;`                                     | OBJECT_MISSING | 1:11
          beyond the BMP               | SELECT '\uD83D\uDE00', x;                              | OBJECT_MISSING | 1:13
          after a dollar quote         | DO $$/BEGIN/END $$;/SELECT/x;                          | OBJECT_MISSING | 5:1
          in a dollar quote            | DO $$/BEGIN/  RAISE 'no';/END $$;                      | MIGRATION_RAISED | 3:3
          plpgsql syntax               | DO $$/BEGIN/  SELEC 1;/END $$;                         | SYNTAX_ERROR   | 3:3
          rows violate a constraint    | CREATE TABLE t (id int);/INSERT INTO t VALUES (1);//ALTER TABLE t/ ADD CHECK (id > 1); | CHECK_VIOLATED | 4:13
          several on a line alike      | SELECT 1; SELECT 1; SELECT x; SELECT x;                | OBJECT_MISSING | 1:28
          types                        | CREATE TABLE t (id int);/SELECT 1 FROM t WHERE id = 'a'::text; | TYPES_DISAGREE | 2:26
          value                        | SELECT 1 / 0;                                          | VALUE_REJECTED | 1:1
          vacuum                       | SELECT 1;/DO $$BEGIN EXECUTE 'VACUUM'; END$$;          | FORBIDDEN_IN_TRANSACTION | 2:12
          commit in a block            | DO $$/BEGIN/  COMMIT;/END$$;                           | FORBIDDEN_IN_TRANSACTION | 3:3
          new enum value               | CREATE TYPE e AS ENUM ();/ALTER TYPE e ADD VALUE 'a';/COMMIT;BEGIN;/ALTER TYPE e ADD VALUE 'b';/SELECT 'b'::e; | FORBIDDEN_IN_TRANSACTION | 5:8
          connection ended             | SELECT 1;/SELECT pg_terminate_backend(pg_backend_pid()); | SERVER_LOST  | 2:1
          """)
  void namesTheRealLine(String name, String script, FailureKind kind, String place) {
    String text = script.replace("\\t", "\t").replaceAll("(?<!\\*)/(?!\\*)(?! 0)", "\n");
    project.migration("V1__t.sql", text);

    StageFailure failure = project.failure(server);

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.place()).hasToString(FILE + ":" + place);
    assertThat(failure.fault()).extracting(SqlFault::message).isEqualTo(failure.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"SELECT x, undefined_column", "DROP TABLE x, undefined_table", "SELEC, syntax_error"})
  void namesTheCondition(String script, String conditionName) {
    project.migration("V1__t.sql", script);

    assertThat(project.failure(server).fault())
        .extracting(SqlFault::conditionName)
        .isEqualTo(conditionName);
  }

  @Test
  void readsAScriptInTheEncodingOfItsSettings() throws Exception {
    project.migration("V1__t.sql.conf", "encoding=ISO-8859-1");
    Files.write(folder.resolve(FILE), "SELECT 'é', x;".getBytes(StandardCharsets.ISO_8859_1));

    assertThat(project.failure(server).place()).hasToString(FILE + ":1:13");
  }

  @Test
  void namesTheScriptOfACallback() {
    project
        .migration("V1__t.sql", "SELECT 1;")
        .migration("afterMigrate__grants.sql", "SELECT 1;\nSELECT x;");

    StageFailure failure = project.failure(server);

    assertThat(failure.kind()).isEqualTo(FailureKind.CALLBACK_FAILED);
    assertThat(failure.place()).hasToString(Project.MIGRATIONS + "afterMigrate__grants.sql:2:8");
  }

  @Test
  void namesInitSql() {
    project.migration("V1__t.sql", "SELECT 1;").set("initSql", "SET nothing = 1");

    StageFailure failure = project.failure(server);

    assertThat(failure.kind()).isEqualTo(FailureKind.INIT_SCRIPT_FAILED);
    assertThat(failure).hasMessageStartingWith("initSql failed: ").hasMessageContaining("nothing");
  }

  @Test
  void namesTheFileThatMixesTransactionalStatementsWithOthers() {
    project.migration(
        "V1__t.sql", "CREATE TABLE t (id int);\nCREATE INDEX CONCURRENTLY i ON t (id);");

    StageFailure failure = project.failure(server);

    assertThat(failure.kind()).isEqualTo(FailureKind.TRANSACTION_MIXED);
    assertThat(failure.place()).hasToString(FILE + ":2:1");
    assertThat(failure)
        .hasMessage(
            "Flyway runs this statement outside of a transaction and others of the script inside"
                + " of one, which it allows only with the setting mixed");
  }

  @Test
  @Timeout(30)
  void namesTheStatementThatRanTooLong() {
    project
        .migration("V1__t.sql", "SELECT 1;\nSELECT pg_sleep(20);")
        .timeouts(Duration.ofSeconds(10), Duration.ofMillis(300));

    StageFailure failure = project.failure(server);

    assertThat(failure.kind()).isEqualTo(FailureKind.STATEMENT_TIMED_OUT);
    assertThat(failure.place()).hasToString(FILE + ":2:1");
  }

  @Test
  @Timeout(30)
  void namesTheStatementThatWaitedTooLong() throws Exception {
    try (Connection other = server.dataSource(SessionLimits.NONE).getConnection();
        Statement statement = other.createStatement()) {
      statement.execute("CREATE SCHEMA s CREATE TABLE held (id int)");
      other.setAutoCommit(false);
      statement.execute("LOCK TABLE s.held");
      project
          .migration("V1__t.sql", "SELECT 1;\n\nALTER TABLE s.held ADD x int;")
          .timeouts(Duration.ofMillis(200), Duration.ofSeconds(20));

      StageFailure failure = project.failure(server);

      assertThat(failure.kind()).isEqualTo(FailureKind.LOCK_TIMED_OUT);
      assertThat(failure.place()).hasToString(FILE + ":3:1");
    }
  }

  @Test
  void saysWhatTheServerSaidAndNothingElse() {
    project.migration("V1__t.sql", "CREATE TABLE t (id int);\nDROP TABLE u;");

    StageFailure failure = project.failure(server);

    assertThat(failure).hasMessage("table \"u\" does not exist");
    assertThat(failure.fault()).extracting(SqlFault::sqlState).isEqualTo("42P01");
  }

  @Test
  void saysItOnOneLineOfBearableLength() {
    project.migration("V1__t.sql", "DO $$BEGIN RAISE E'a\\n\\tb%', repeat('c', 500); END$$");

    StageFailure failure = project.failure(server);

    assertThat(failure).hasMessage("a b" + "c".repeat(237) + "...");
    assertThat(failure.fault()).extracting(SqlFault::message).asString().hasSize(504);
  }

  @Test
  void namesWhatAnInheritedHistoryTableContradicts() {
    String rows = "CREATE TABLE flyway_schema_history AS SELECT * FROM (VALUES ";
    project
        .initScript(
            rows
                + "(1, '1', 't', 'SQL', 'V1__t.sql', 42, 'me', now(), 1, true)) AS h(installed_rank,"
                + " version, description, type, script, checksum, installed_by, installed_on,"
                + " execution_time, success)")
        .migration("V1__t.sql", "CREATE TABLE t (id int);");

    StageFailure failure = project.failure(server);

    assertThat(failure.kind()).isEqualTo(FailureKind.HISTORY_REJECTED);
    assertThat(failure).hasMessageContaining("checksum mismatch").hasMessageContaining("1");
  }

  @Test
  void namesTheSettingWhenInitSqlLeavesObjects() {
    project
        .migration("V1__t.sql", "CREATE TABLE t (id int);")
        .set("initSql", "CREATE TABLE IF NOT EXISTS old (id int)");

    assertThat(project.failure(server))
        .hasMessageStartingWith("initSql leaves objects")
        .hasMessageContaining("baselineOnMigrate");
  }
}
