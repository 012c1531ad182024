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
import java.util.List;
import java.util.Objects;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A history that Flyway sees in pieces comes out as one that it sees at once. */
class WindowsIT {

  private static final int SIZE = 2;
  private static final int VERSIONS = 9;

  /** The first one sees everything; then come 2 + 2 + 2 + 2. */
  private static final int RUNS = 5;

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
  void the_history_table_is_the_one_that_flyway_writes_when_it_sees_everything() {
    assertThat(inPieces(HISTORY, RUNS)).hasSize(VERSIONS + 2).isEqualTo(byFlyway(HISTORY));
    assertThat(inPieces(LOG, RUNS)).isEqualTo(byFlyway(LOG));
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

    List<String> log = inPieces(LOG, RUNS);

    assertThat(log).contains("kept mine 7MB \"public\",\"$user\", public").isEqualTo(byFlyway(LOG));
  }

  @Test
  void a_role_that_a_script_takes_lasts_as_long_as_flyway_lets_it() {
    project
        .migration("V4__t.sql", "CREATE ROLE other; GRANT ALL ON log TO other; SET ROLE other;")
        .migration("V5__t.sql", "INSERT INTO log (what) SELECT current_user;");

    assertThat(inPieces(LOG, RUNS)).contains("agent").isEqualTo(byFlyway(LOG));
    assertThat(inPieces(HISTORY, RUNS)).isEqualTo(byFlyway(HISTORY));
  }

  @Test
  void the_history_table_stays_where_it_was_made() {
    project.migration("V4__t.sql", "CREATE SCHEMA agent; CREATE TABLE agent.log ();");

    assertThat(inPieces(HISTORY.replace("FROM ", "FROM public."), RUNS))
        .isEqualTo(byFlyway(HISTORY.replace("FROM ", "FROM public.")));
  }

  @Test
  void rows_that_come_with_a_script_are_copied_in_any_piece() {
    project.migration("V7__t.sql", "COPY log (what) FROM stdin;\ncopied\n\\.\n");

    assertThat(inPieces(LOG, RUNS)).contains("copied").isEqualTo(byFlyway(LOG));
  }

  @Test
  void a_script_may_run_outside_of_a_transaction_in_any_piece() {
    project.migration("V6__t.sql", "CREATE INDEX CONCURRENTLY log_what ON log (what);");

    assertThat(inPieces(HISTORY, RUNS)).isEqualTo(byFlyway(HISTORY));
  }

  @Test
  void a_failure_is_told_as_if_everything_were_seen() {
    project.migration("V6__t.sql", "SELECT 1;\nINSERT INTO log (wat) VALUES ('x');\n");

    StageFailure inPieces = catchThrowableOfType(StageFailure.class, () -> inPieces(LOG, RUNS));
    StageFailure atOnce;
    try (DatabaseServer server = RealEngine.start()) {
      atOnce = project.failure(server);
    }

    assertThat(inPieces.facts()).isEqualTo(atOnce.facts());
    assertThat(inPieces.facts().place()).hasToString(Project.MIGRATIONS + "V6__t.sql:2:18");
  }

  @Test
  void a_script_that_does_not_leave_the_search_path_to_flyway_has_everything_seen_at_once() {
    project
        .initScript("ALTER DATABASE app SET search_path = public")
        .migration("V5__t.sql", "CREATE SCHEMA other; SET search_path = other, public;")
        .migration("V8__t.sql", "INSERT INTO log (what) SELECT current_setting('search_path');");

    assertThat(inPieces(LOG, 1)).contains("other, public");
  }

  @Test
  void a_history_that_is_altered_behind_our_back_is_not_trusted() {
    project.migration(
        "V5__t.sql", "DO $$ BEGIN EXECUTE 'DELETE FROM flyway_schema' || '_history'; END $$;");

    assertThatThrownBy(() -> inPieces(LOG, RUNS)).isInstanceOf(UnfitPrefixException.class);
  }

  /** What a query finds after a replay in so many runs of Flyway. */
  private List<String> inPieces(String query, int runs) {
    MigrationHistory history = project.history();
    Prefixes prefixes = Prefixes.of(history, Fingerprint.of("test").build());
    assertThat(prefixes.obstacle()).isEmpty();
    try (DatabaseServer server = RealEngine.start()) {
      MigrationReplayer.prepared(server, history, Progress.silent());
      MigrationReplayer.runInitScript(server, history);
      ReplayInRuns replay =
          new MigrationReplayer(SIZE)
              .inRuns(server, history, Progress.silent(), prefixes, new NoCheckpoints());
      replay.replay(0);
      assertThat(replay.runs()).isEqualTo(runs);
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

  private static final class NoCheckpoints implements Checkpoints {

    @Override
    public boolean isDue(int done) {
      return false;
    }

    @Override
    public void keep(int done) {
      throw new IllegalStateException("none was due");
    }
  }
}
