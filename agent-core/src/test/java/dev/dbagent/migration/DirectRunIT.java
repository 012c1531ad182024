// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.engine.SessionLimits;
import dev.dbagent.model.Fingerprint;
import dev.dbagent.model.Progress;
import dev.dbagent.model.StageFailure;
import dev.dbagent.testing.RealEngine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A history of which most is run directly comes out as one that Flyway migrates. */
class DirectRunIT {

  private static final int FEWEST = 2;
  private static final int VERSIONS = 9;

  /** The first migration; the last one and the repeatable ones. */
  private static final int RUNS_OF_FLYWAY = 2;

  private static final String HISTORY =
      "SELECT concat_ws('|', installed_rank, version, description, type, script, checksum,"
          + " installed_by, success) FROM flyway_schema_history ORDER BY installed_rank";

  private static final String LOG = "SELECT what FROM log ORDER BY id";

  @TempDir Path folder;

  private Project project;

  @BeforeEach
  void write() {
    project =
        new Project(folder)
            .migration("V1__t.sql", "CREATE TABLE log (id serial, what text);")
            .migration("R__b.sql", "INSERT INTO log (what) VALUES ('R b');")
            .migration("R__a.sql", "INSERT INTO log (what) VALUES ('R a');");
    for (int version = 2; version <= VERSIONS; version++) {
      project.migration(
          "V" + version + "__t.sql",
          "INSERT INTO log (what) SELECT 'at %s after ' || count(*) FROM log;".formatted(version));
    }
  }

  @Test
  void the_history_table_is_the_one_that_flyway_writes() {
    assertThat(directly(HISTORY)).hasSize(VERSIONS + 2).isEqualTo(byFlyway(HISTORY));
    assertThat(directly(LOG)).isEqualTo(byFlyway(LOG));
  }

  @Test
  void all_scripts_have_one_session() {
    project
        .migration(
            "V2__t.sql", "SET work_mem = '7MB'; CREATE TEMP TABLE kept (x) AS SELECT 'kept';")
        .migration("V5__t.sql", "SET search_path = pg_catalog; SET SESSION my.value = 'mine';")
        .migration(
            "V8__t.sql",
            "INSERT INTO log (what) SELECT concat_ws(' ', x, current_setting('my.value'),"
                + " current_setting('work_mem'), current_setting('search_path')) FROM kept;");

    List<String> log = directly(LOG);

    assertThat(log).contains("kept mine 7MB \"public\",\"$user\", public").isEqualTo(byFlyway(LOG));
  }

  @Test
  void a_role_that_a_script_takes_lasts_as_long_as_flyway_lets_it() {
    project
        .migration("V4__t.sql", "CREATE ROLE other; GRANT ALL ON log TO other; SET ROLE other;")
        .migration("V5__t.sql", "INSERT INTO log (what) SELECT current_user;");

    assertThat(directly(LOG)).contains("agent").isEqualTo(byFlyway(LOG));
    assertThat(directly(HISTORY)).isEqualTo(byFlyway(HISTORY));
  }

  @Test
  void the_history_table_stays_where_it_was_made() {
    project.migration("V4__t.sql", "CREATE SCHEMA agent; CREATE TABLE agent.log ();");

    assertThat(directly(HISTORY.replace("FROM ", "FROM public.")))
        .isEqualTo(byFlyway(HISTORY.replace("FROM ", "FROM public.")));
  }

  @Test
  void rows_that_come_with_a_script_are_copied() {
    project.migration("V7__t.sql", "COPY log (what) FROM stdin;\ncopied\n\\.\n");

    assertThat(directly(LOG)).contains("copied").isEqualTo(byFlyway(LOG));
  }

  @Test
  void a_script_may_run_outside_of_a_transaction() {
    project.migration("V6__t.sql", "CREATE INDEX CONCURRENTLY log_what ON log (what);");

    assertThat(directly(HISTORY)).isEqualTo(byFlyway(HISTORY));
  }

  @Test
  void names_of_all_kinds_are_written_as_flyway_writes_them() {
    project
        .migration("V2.0.1__with_several_words.sql", "SELECT 1;")
        .migration("V03_1__gr\u00fc\u00dfe.sql", "SELECT '${flyway:filename}';")
        .migration("deep/er/V4.5__t.sql", "-- ${flyway:filename}\nSELECT 1;")
        .migration("V5.1__.sql", "")
        .migration(
            "V5.2__t.sql", "INSERT INTO log (what) VALUES ('${flyway:filename} ${flyway:user}');");

    assertThat(directly(HISTORY)).hasSize(VERSIONS + 7).isEqualTo(byFlyway(HISTORY));
    assertThat(directly(LOG)).contains("V5.2__t.sql agent").isEqualTo(byFlyway(LOG));
  }

  @Test
  void whoever_is_said_to_have_installed_it_has() {
    project.set("installedBy", "somebody");

    assertThat(directly("SELECT DISTINCT installed_by FROM flyway_schema_history"))
        .containsExactly("somebody");
  }

  @Test
  void a_table_elsewhere_is_written_into() {
    project
        .set("defaultSchema", "app \"1\"")
        .set("schemas", "app \"1\",other")
        .set("table", "Steps");

    assertThat(directly("SELECT version FROM \"app \"\"1\"\"\".\"Steps\" WHERE type = 'SQL'"))
        .hasSize(VERSIONS + 2);
  }

  @Test
  void what_the_server_remarks_is_told() {
    project.migration("V4__t.sql", "DO $$ BEGIN RAISE NOTICE 'mind the gap'; END $$;");
    List<String> details = new ArrayList<>();

    replayed(
        LOG,
        RUNS_OF_FLYWAY,
        new dev.dbagent.testing.Told() {
          @Override
          public void detail(String message) {
            details.add(message);
          }
        });

    assertThat(details).contains(Project.MIGRATIONS + "V4__t.sql: mind the gap");
  }

  @Test
  void the_limits_of_the_session_are_back_before_each_script() {
    project
        .migration("V1__t.sql", "CREATE TABLE log (id serial, what text); SET lock_timeout = 7;")
        .migration("V2__t.sql", "INSERT INTO log (what) SELECT current_setting('lock_timeout');")
        .migration("V4__t.sql", "SET statement_timeout = 0;")
        .migration(
            "V5__t.sql", "INSERT INTO log (what) SELECT current_setting('statement_timeout');");

    assertThat(directly(LOG)).contains("1min").doesNotContain("7ms");
  }

  @Test
  void what_comes_after_a_checkpoint_is_in_a_session_like_the_first() {
    project
        .migration("V6__t.sql", "INSERT INTO log (what) SELECT current_setting('search_path');")
        .migration("V7__t.sql", "INSERT INTO log (what) SELECT current_user;")
        .migration("V9__t.sql", "INSERT INTO log (what) SELECT current_setting('search_path');");

    OneCheckpoint checkpoint = new OneCheckpoint();
    assertThat(replayed(LOG, RUNS_OF_FLYWAY, Progress.silent(), checkpoint))
        .contains("\"public\",\"$user\", public", "agent")
        .isEqualTo(byFlyway(LOG));
    assertThat(checkpoint.isOver).isTrue();
    assertThat(replayed(HISTORY, RUNS_OF_FLYWAY, Progress.silent(), new OneCheckpoint()))
        .isEqualTo(byFlyway(HISTORY));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("failing")
  void a_failure_is_told_as_if_flyway_had_run_everything(String name, String script) {
    project.migration("V6__t.sql", script);

    StageFailure directly = catchThrowableOfType(StageFailure.class, () -> directly(LOG));
    StageFailure later =
        catchThrowableOfType(
            StageFailure.class,
            () -> replayed(LOG, RUNS_OF_FLYWAY, Progress.silent(), new OneCheckpoint()));
    StageFailure byFlyway;
    try (DatabaseServer server = RealEngine.start()) {
      byFlyway = project.failure(server);
    }

    assertThat(directly.facts()).isEqualTo(byFlyway.facts());
    assertThat(later.facts()).isEqualTo(byFlyway.facts());
    assertThat(directly.facts().place()).asString().startsWith(Project.MIGRATIONS + "V6__t.sql");
  }

  static Stream<Arguments> failing() {
    return Stream.of(
        Arguments.of("a column", "SELECT 1;\nINSERT INTO log (wat) VALUES ('x');\n"),
        Arguments.of(
            "a statement twice",
            "SELECT 1/count(*) FROM log;DELETE FROM log;SELECT 1/count(*) FROM log;"),
        Arguments.of(
            "in a row after others",
            "INSERT INTO log (id, what) VALUES (DEFAULT, 'a'), (DEFAULT, 1/0);"),
        Arguments.of(
            "after a row with a number",
            "ALTER TABLE log ADD UNIQUE (what); INSERT INTO log (what) VALUES ('a'); INSERT INTO log (what) VALUES ('a');"),
        Arguments.of(
            "after an end of the transaction",
            "CREATE TABLE one (x int);\nCOMMIT;\nCREATE TABLE one (x int);"),
        Arguments.of(
            "at the end",
            "CREATE TABLE two (x int PRIMARY KEY, y int REFERENCES two DEFERRABLE INITIALLY DEFERRED);\nINSERT INTO two VALUES (1, 2);"),
        Arguments.of("outside of a transaction", "CREATE INDEX CONCURRENTLY i ON log (wat);"),
        Arguments.of(
            "partly outside of a transaction",
            "SELECT 1;\nCREATE INDEX CONCURRENTLY i ON log (what);\nUPDATE log SET what = 'x';"),
        Arguments.of("without an end", "SELECT 'x;\n"),
        Arguments.of(
            "in a routine",
            "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$\nBEGIN\n  RETURN 1 / 0;\nEND $$;\nSELECT f();"),
        Arguments.of("in rows", "COPY log (id, what) FROM stdin;\n1\tx\nx\ty\n\\.\n"));
  }

  @Test
  void a_script_that_does_not_leave_the_search_path_to_flyway_leaves_all_to_flyway() {
    project
        .initScript("ALTER DATABASE app SET search_path = public")
        .migration("V5__t.sql", "CREATE SCHEMA other; SET search_path = other, public;")
        .migration("V8__t.sql", "INSERT INTO log (what) SELECT current_setting('search_path');");

    assertThat(replayed(LOG, 1)).contains("other, public");
  }

  @Test
  void a_history_that_is_altered_behind_our_back_is_not_trusted() {
    project.migration(
        "V5__t.sql", "DO $$ BEGIN EXECUTE 'DELETE FROM flyway_schema' || '_history'; END $$;");

    assertThatThrownBy(() -> directly(LOG)).isInstanceOf(UnfitPrefixException.class);
  }

  private List<String> directly(String query) {
    return replayed(query, RUNS_OF_FLYWAY);
  }

  private List<String> replayed(String query, int runsOfFlyway) {
    return replayed(query, runsOfFlyway, Progress.silent());
  }

  private List<String> replayed(String query, int runsOfFlyway, Progress progress) {
    return replayed(query, runsOfFlyway, progress, new NoCheckpoints());
  }

  /** What a query finds after a replay in so many runs of Flyway. */
  private List<String> replayed(String query, int runsOfFlyway, Progress progress, Stops stops) {
    MigrationHistory history = project.history();
    Prefixes prefixes = Prefixes.of(history, Fingerprint.of("test").build());
    assertThat(prefixes.obstacle()).isEmpty();
    try (DatabaseServer server = RealEngine.start()) {
      MigrationReplayer.begin(server, history, List.of(), progress);
      ReplayInRuns replay =
          new MigrationReplayer(FEWEST).inRuns(server, history, progress, prefixes, stops);
      stops.server = server;
      replay.replay(0);
      assertThat(replay.runs()).isEqualTo(runsOfFlyway);
      return Project.query(server, query);
    }
  }

  private List<String> byFlyway(String query) {
    try (DatabaseServer server = RealEngine.start()) {
      FluentConfiguration flyway =
          Flyway.configure()
              .dataSource(server.dataSource(SessionLimits.NONE))
              .locations("filesystem:" + folder.resolve(Project.MIGRATIONS));
      Objects.requireNonNull(
              flyway.getConfigurationExtension(PostgreSQLConfigurationExtension.class))
          .setTransactionalLock(false);
      flyway.load().migrate();
      return Project.query(server, query);
    }
  }

  /** Where it stops, and on which server. */
  private abstract static class Stops implements Checkpoints {

    @Nullable DatabaseServer server;

    @Override
    public void keep(int done) {
      Objects.requireNonNull(server).putAside().close();
    }
  }

  private static final class NoCheckpoints extends Stops {

    @Override
    public boolean isDue(int done) {
      return false;
    }
  }

  /** Among the migrations that are run directly. */
  private static final class OneCheckpoint extends Stops {

    private boolean isOver;

    @Override
    public boolean isDue(int done) {
      return done == 4 && !isOver;
    }

    @Override
    public void keep(int done) {
      isOver = true;
      super.keep(done);
    }
  }
}
