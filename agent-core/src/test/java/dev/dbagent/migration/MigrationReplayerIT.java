// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import static dev.dbagent.migration.Project.query;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Progress;
import dev.dbagent.model.Stage;
import dev.dbagent.model.StageFailure;
import dev.dbagent.model.TableName;
import dev.dbagent.testing.RealEngine;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class MigrationReplayerIT {

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

  @Test
  void appliesVersionedThenRepeatableMigrations() {
    project
        .migration("R__view.sql", "CREATE OR REPLACE VIEW v AS SELECT id, name FROM t;")
        .migration("V2__name.sql", "ALTER TABLE t ADD name text;")
        .migration("V1__t.sql", "CREATE TABLE t (id int);")
        .migration("rollback/undo.sql", "DROP TABLE t;");

    ReplayedDatabase replayed = project.replay(server);

    assertThat(replayed.applied())
        .extracting(AppliedMigration::version, AppliedMigration::script, AppliedMigration::type)
        .containsExactly(
            tuple("1", "V1__t.sql", "SQL"),
            tuple("2", "V2__name.sql", "SQL"),
            tuple(null, "R__view.sql", "SQL"));
    assertThat(replayed.applied()).allMatch(row -> row.checksum() != null);
    assertThat(replayed.unapplied()).isEmpty();
    assertThat(replayed.historyTable()).isEqualTo(new TableName("public", "flyway_schema_history"));
    assertThat(replayed.schemas()).containsExactly("public");
    assertThat(query(server, "SELECT count(*) FROM v")).containsExactly("0");
  }

  @Test
  void runsCallbacks() {
    project
        .migration("V1__t.sql", "CREATE TABLE t (id int);")
        .migration("V2__u.sql", "CREATE TABLE u (id int);")
        .migration("beforeMigrate.sql", "CREATE TABLE log (what text);")
        .migration("afterEachMigrate__log.sql", "INSERT INTO log VALUES ('each');")
        .migration("afterMigrate.sql", "INSERT INTO log VALUES ('all');");

    project.replay(server);

    assertThat(query(server, "SELECT what FROM log")).containsExactly("each", "each", "all");
  }

  @Test
  void takesCallbacksFromTheirOwnLocations() {
    project
        .migration("V1__t.sql", "CREATE TABLE t (id int);")
        .migration("afterMigrate.sql", "DROP TABLE t;")
        .file("db/callbacks/afterMigrate.sql", "INSERT INTO t VALUES (7);")
        .set("callbackLocations", "filesystem:db/callbacks");

    project.replay(server);

    assertThat(query(server, "SELECT id FROM t")).containsExactly("7");
  }

  @Test
  void obeysScriptSettings() {
    project
        .migration("V1__t.sql", "CREATE TABLE t (id int); INSERT INTO t VALUES (1); SELECT 1/0;")
        .migration("V1__t.sql.conf", "executeInTransaction=false");

    assertThat(project.failure(server).kind()).isEqualTo(FailureKind.VALUE_REJECTED);

    assertThat(query(server, "SELECT id FROM t")).containsExactly("1");
  }

  @Test
  @Timeout(30)
  void buildsAnIndexConcurrentlyWithoutWaitingForItself() {
    project
        .migration("V1__t.sql", "CREATE TABLE t (id int);")
        .migration("V2__i.sql", "CREATE INDEX CONCURRENTLY i ON t (id);")
        .migration(
            "V3__u.sql",
            "DROP INDEX CONCURRENTLY i; CREATE UNIQUE INDEX CONCURRENTLY u ON t (id);");

    project.replay(server);

    assertThat(
            query(
                server,
                "SELECT indexrelid::regclass FROM pg_index WHERE indisvalid AND indrelid = 't'::regclass"))
        .containsExactly("u");
  }

  @Test
  void replacesPlaceholders() {
    project
        .migration("V1__t.sql", "CREATE TABLE ${tenant}_t (id int);")
        .set("placeholders.tenant", "acme");

    project.replay(server);

    assertThat(query(server, "SELECT count(*) FROM acme_t")).containsExactly("0");
  }

  @Test
  void readsSeveralLocationsIntoSeveralSchemas() {
    project
        .file("db/a/V1__a.sql", "CREATE TABLE one.t (id int);")
        .file("src/main/resources/db/b/V2__b.sql", "CREATE TABLE two.t (id int);")
        .set("locations", "filesystem:db/a, classpath:db/b")
        .set("schemas", "one,two")
        .set("table", "history");

    ReplayedDatabase replayed = project.replay(server);

    assertThat(replayed.historyTable()).isEqualTo(new TableName("one", "history"));
    assertThat(replayed.schemas()).containsExactly("one", "two");
    assertThat(replayed.applied()).extracting(AppliedMigration::version).containsExactly("1", "2");
  }

  @Test
  void putsTheHistoryIntoTheDefaultSchema() {
    project
        .migration("V1__t.sql", "CREATE TABLE t (id int);")
        .set("defaultSchema", "App")
        .set("schemas", "other");

    ReplayedDatabase replayed = project.replay(server);

    assertThat(replayed.historyTable().schema()).isEqualTo("App");
    assertThat(replayed.schemas()).containsExactly("App", "other");
    assertThat(query(server, "SELECT count(*) FROM \"App\".t")).containsExactly("0");
  }

  @Test
  void stopsAtTheTarget() {
    project
        .migration("V1__t.sql", "CREATE TABLE t (id int);")
        .migration("V2__u.sql", "CREATE TABLE u (id int);")
        .set("target", "1");

    ReplayedDatabase replayed = project.replay(server);

    assertThat(replayed.applied()).extracting(AppliedMigration::version).containsExactly("1");
    assertThat(replayed.unapplied()).extracting(MigrationFile::script).containsExactly("V2__u.sql");
  }

  @Test
  void startsFromABaselineMigration() {
    project
        .migration("V1__t.sql", "CREATE TABLE t (id int);")
        .migration("B2__all.sql", "CREATE TABLE t (id int, name text);")
        .migration("V2__name.sql", "ALTER TABLE t ADD name text;")
        .migration("V3__u.sql", "CREATE TABLE u (id int);");

    ReplayedDatabase replayed = project.replay(server);

    assertThat(replayed.applied())
        .extracting(AppliedMigration::script)
        .containsExactly("B2__all.sql", "V3__u.sql");
  }

  @Test
  void readsAnotherBaselinePrefix() {
    project
        .migration("Base2__all.sql", "CREATE TABLE t (id int);")
        .migration("V3__u.sql", "CREATE TABLE u (id int);")
        .set("baselineMigrationPrefix", "Base");

    assertThat(project.replay(server).applied()).hasSize(2);
  }

  @Test
  void runsInitSqlOnEveryConnection() {
    project
        .migration("V1__t.sql", "CREATE TABLE t AS SELECT current_setting('app.x') AS x;")
        .set("initSql", "SET app.x = 'hello'");

    project.replay(server);

    assertThat(query(server, "SELECT x FROM t")).containsExactly("hello");
  }

  @Test
  void runsTheInitScriptFirst() {
    project
        .initScript("-- first\nCREATE EXTENSION citext;\nDO $$ BEGIN PERFORM 1; END $$;\n")
        .migration("V1__t.sql", "CREATE TABLE t (name citext);");

    assertThat(project.replay(server).applied()).hasSize(1);
  }

  @Test
  void namesThePlaceOfAFailingInitScript() {
    project
        .initScript("SELECT 1;\n\n/* two */ SELECT ';',\n  nothing;\n")
        .migration("V1__t.sql", "CREATE TABLE t (id int);");

    StageFailure failure = project.failure(server);

    assertThat(failure.kind()).isEqualTo(FailureKind.INIT_SCRIPT_FAILED);
    assertThat(failure.place()).hasToString("src/main/db/init.sql:4:3");
    assertThat(failure).hasMessage("column \"nothing\" does not exist");
  }

  @Test
  void asksForBaselineOnMigrateWhenTheInitScriptLeavesObjects() {
    project
        .initScript("CREATE TABLE old (id int);")
        .migration("V2__t.sql", "ALTER TABLE old ADD x int;");

    StageFailure failure = project.failure(server);

    assertThat(failure.kind()).isEqualTo(FailureKind.HISTORY_REJECTED);
    assertThat(failure).hasMessageContaining("baselineOnMigrate");
    assertThat(failure.place()).hasToString("src/main/db/init.sql");
  }

  @Test
  void marksTheBaselineOverWhatTheInitScriptLeft() {
    project
        .initScript("CREATE TABLE old (id int);")
        .migration("V1__old.sql", "CREATE TABLE old (id int);")
        .migration("V2__x.sql", "ALTER TABLE old ADD x int;")
        .set("baselineOnMigrate", "true");

    ReplayedDatabase replayed = project.replay(server);

    assertThat(replayed.applied())
        .extracting(AppliedMigration::type)
        .containsExactly("BASELINE", "SQL");
    assertThat(replayed.unapplied())
        .extracting(MigrationFile::script)
        .containsExactly("V1__old.sql");
  }

  @Test
  void acceptsOutOfOrder() {
    project
        .migration("V1__t.sql", "CREATE TABLE t (id int);")
        .migration("V0_9__u.sql", "CREATE TABLE u (id int);")
        .set("outOfOrder", "true");

    assertThat(project.replay(server).applied())
        .extracting(AppliedMigration::version)
        .containsExactly("0.9", "1");
  }

  @Test
  void tellsHowFarItIs() {
    project
        .migration("V1__t.sql", "CREATE TABLE t (id int);")
        .migration("V2__u.sql", "DROP TABLE IF EXISTS nothing;")
        .set("postgresql.transactional.lock", "true");
    Told told = new Told();

    project.replay(server, told);

    assertThat(told.lines)
        .containsExactly(
            "detail Flyway's setting postgresql.transactional.lock has no effect here: nobody else migrates a throw-away database",
            "0/2 src/main/resources/db/migration/V1__t.sql",
            "1/2 src/main/resources/db/migration/V2__u.sql",
            "detail src/main/resources/db/migration/V2__u.sql: table \"nothing\" does not exist, skipping");
  }

  @Test
  void keepsFlywayFromTheConsole() {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream trap = new PrintStream(printed, true, StandardCharsets.UTF_8);
    System.setOut(trap);
    System.setErr(trap);
    try {
      project.migration("V1__t.sql", "CREATE TABLE t (id int);").replay(server);
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void rejectsAValueThatFlywayRefuses() {
    project.migration("V1__t.sql", "SELECT 1;").set("outOfOrder", "maybe");

    StageFailure failure = project.failure(server);

    assertThat(failure.kind()).isEqualTo(FailureKind.SETTING_REJECTED);
    assertThat(failure).hasMessageContaining("outOfOrder").hasMessageContaining("maybe");
  }

  @Test
  void rejectsATargetThatIsNoVersion() {
    project.migration("V1__t.sql", "SELECT 1;").set("target", "soon");

    StageFailure failure = project.failure(server);

    assertThat(failure.kind()).isEqualTo(FailureKind.SETTING_REJECTED);
    assertThat(failure).hasMessageStartingWith("target is rejected: ");
  }

  @Test
  void rejectsATargetThatNoMigrationHas() {
    project.migration("V1__t.sql", "SELECT 1;").set("target", "7");

    assertThat(project.failure(server).kind()).isEqualTo(FailureKind.HISTORY_REJECTED);
  }

  @Test
  @Timeout(60)
  void worksForSeveralAtOnce() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      List<Future<List<String>>> futures = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        String name = "p" + i;
        DatabaseServer own = RealEngine.start();
        futures.add(pool.submit(() -> told(name, own)));
      }
      for (int i = 0; i < 4; i++) {
        assertThat(futures.get(i).get())
            .containsExactly(
                "0/1 src/main/resources/db/migration/V1__p" + i + ".sql",
                "detail src/main/resources/db/migration/V1__p" + i + ".sql: p" + i);
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private List<String> told(String name, DatabaseServer own) {
    Told told = new Told();
    try (own) {
      new Project(folder.resolve(name))
          .migration("V1__" + name + ".sql", "DO $$ BEGIN RAISE NOTICE '" + name + "'; END $$;")
          .replay(own, told);
    }
    return told.lines;
  }

  private static final class Told implements Progress {

    private final List<String> lines = new ArrayList<>();

    @Override
    public void done(Stage stage, String summary, Duration took) {
      lines.add("done " + summary);
    }

    @Override
    public void advanced(Stage stage, int done, int total, String item) {
      lines.add(done + "/" + total + " " + item);
    }

    @Override
    public void warned(String message) {
      lines.add("warned " + message);
    }

    @Override
    public void detail(String message) {
      lines.add("detail " + message);
    }
  }
}
