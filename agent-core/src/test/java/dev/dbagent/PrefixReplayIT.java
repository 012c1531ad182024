// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import static dev.dbagent.PrefixWorkshop.ALWAYS;
import static dev.dbagent.PrefixWorkshop.NEVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dbagent.PrefixWorkshop.Made;
import dev.dbagent.cache.StateStore;
import dev.dbagent.migration.MigrationReplayer;
import dev.dbagent.model.Progress;
import dev.dbagent.model.StageFailure;
import dev.dbagent.testing.RealEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A changed history costs its change, and makes what it makes from the beginning. */
class PrefixReplayIT {

  @TempDir Path folder;

  private PrefixWorkshop shop;

  @BeforeEach
  void open() {
    shop = new PrefixWorkshop(folder);
  }

  @Test
  void of_sixty_and_one_more_only_that_one_runs() {
    tables(1, 60);
    assertThat(shop.build(NEVER).summary()).isEqualTo("Replayed: 60 migrations up to version 60");
    shop.migration("V61__more.sql", "ALTER TABLE t60 ADD more int DEFAULT 3;");

    Made made = shop.build(NEVER);

    assertThat(made.ran()).containsExactly("V61__more.sql");
    assertThat(made.summary())
        .isEqualTo(
            "Replayed: 1 migration up to version 61, on a restored state of 60 (V60__t.sql)");
    assertThat(made.content()).isEqualTo(shop.cold().content());
    assertThat(shop.build(NEVER).ran()).isEmpty();
  }

  /** The workshop compares what is known of the catalogue with what is read. */
  @Test
  void a_change_of_the_catalogue_that_no_word_tells_is_noticed() {
    shop.migration("V1__seen.sql", "CREATE TABLE seen (id int);");
    shop.build(NEVER);
    shop.migration(
        "V2__hidden.sql", "DO $$ BEGIN EXECUTE 'cre' || 'ate table hidden (id int)'; END $$;");

    Made made = shop.build(NEVER);

    assertThat(made.summary()).contains("restored");
    assertThat(made.content()).contains("hidden").isEqualTo(shop.cold().content());
  }

  @Test
  void where_only_rows_are_new_nobody_looks_at_a_sound_catalogue_again() {
    shop.migration("V1__t.sql", "CREATE TABLE t (id int PRIMARY KEY, other int);");
    assertThat(shop.build(NEVER).isCatalogueKnown()).isFalse();
    for (int version = 2; version < 5; version++) {
      shop.migration("V" + version + "__rows.sql", "INSERT INTO t VALUES (" + version + ", 1);");
      assertThat(shop.build(NEVER).isCatalogueKnown()).isTrue();
    }
  }

  @Test
  void what_was_found_in_a_catalogue_is_looked_for_again() {
    shop.migration("V1__t.sql", "CREATE TABLE t (id int PRIMARY KEY, other int);");
    shop.migration(
        "V2__c.sql", "ALTER TABLE t ADD CONSTRAINT positive CHECK (other > 0) NOT VALID;");
    shop.build(NEVER);
    shop.migration("V3__rows.sql", "INSERT INTO t VALUES (1, 1);");
    assertThat(shop.build(NEVER).isCatalogueKnown()).isFalse();
    shop.migration(
        "V4__checked.sql",
        "DO $$ BEGIN EXECUTE 'alt' || 'er table t validate constraint positive'; END $$;");
    assertThat(shop.build(NEVER).isCatalogueKnown()).isFalse();
    shop.migration("V5__rows.sql", "INSERT INTO t VALUES (2, 1);");

    assertThat(shop.build(NEVER).isCatalogueKnown()).as("it has become sound").isTrue();
  }

  @Test
  void a_branch_that_is_switched_back_replays_nothing() {
    tables(1, 8);
    Made first = shop.build(NEVER);
    shop.migration("V7__t.sql", "CREATE TABLE other (id int);").without("V8__t.sql");
    shop.build(NEVER);
    tables(7, 8);

    Made back = shop.build(NEVER);

    assertThat(back.ran()).isEmpty();
    assertThat(back.content()).isEqualTo(first.content());
  }

  @Test
  void checkpoints_lie_ever_denser_and_serve_those_who_edit_delete_and_insert() {
    tables(1, 25);
    Made first = shop.build(ALWAYS);
    assertThat(first.ran()).hasSize(25).doesNotHaveDuplicates();
    assertThat(first.content()).isEqualTo(shop.cold().content());
    assertThat(shop.build(ALWAYS).ran()).isEmpty();

    shop.migration("V25__t.sql", "CREATE TABLE t25 (edited int);");
    assertEqual(shop.build(ALWAYS), "V25__t.sql");
    shop.without("V24__t.sql");
    assertEqual(shop.build(ALWAYS), "V21__t.sql", "V22__t.sql", "V23__t.sql", "V25__t.sql");
    shop.migration("V20_5__between.sql", "CREATE TABLE between (id int);");
    Made inserted = shop.build(NEVER);
    assertThat(inserted.ran()).startsWith("V20_5__between.sql").hasSize(5);
    assertThat(inserted.content()).isEqualTo(shop.cold().content());
  }

  private void assertEqual(Made made, String... last) {
    assertThat(made.ran()).endsWith(last).hasSizeLessThanOrEqualTo(last.length);
    assertThat(made.content()).isEqualTo(shop.cold().content());
  }

  @Test
  void a_view_of_all_columns_is_made_after_the_new_one() {
    tables(1, 4);
    shop.migration("R__all.sql", "DROP VIEW IF EXISTS v; CREATE VIEW v AS SELECT * FROM t1;");
    assertThat(shop.build(ALWAYS).ran()).endsWith("V4__t.sql", "R__all.sql").hasSize(5);
    shop.migration("V5__column.sql", "ALTER TABLE t1 ADD fresh text;");

    Made made = shop.build(ALWAYS);

    assertThat(made.ran()).containsExactly("V5__column.sql", "R__all.sql");
    assertThat(made.content()).contains("fresh").isEqualTo(shop.cold().content());
    assertThat(shop.build(ALWAYS).ran()).containsExactly("R__all.sql");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SET check_function_bodies = false;",
        "SET app.tenant = 'seven';",
        "SELECT set_config('app.tenant', 'seven', false);",
        "DO $$ BEGIN EXECUTE format('SET %s = 7', 'app.x'); END $$;",
        "SELECT setseed(0.5);",
        "CREATE TEMPORARY TABLE scratch (id int);",
        "CREATE SEQUENCE s CACHE 20; SELECT nextval('s');",
        "SELECT pg_advisory_lock(7);",
        "PREPARE p AS SELECT 1;",
        "DECLARE c CURSOR WITH HOLD FOR SELECT 1;",
        "LISTEN news;",
        "SET SESSION AUTHORIZATION pg_monitor; RESET SESSION AUTHORIZATION; SET ROLE pg_monitor;"
            + "RESET ROLE; SET work_mem = '1MB';",
        "ALTER DATABASE app SET search_path = other, public;",
        "CREATE SCHEMA agent;"
      })
  void where_something_is_left_in_the_session_nobody_goes_on(String leaving) {
    tables(1, 2);
    shop.migration("V3__leaves.sql", leaving);
    tables(4, 8);

    Made first = shop.build(ALWAYS, true);

    assertThat(first.ran()).hasSize(8).doesNotHaveDuplicates();
    assertThat(first.warned()).isEmpty();
    assertThat(first.content()).isEqualTo(shop.cold().content());
    shop.migration("V9__t.sql", "CREATE TABLE t9 (id int);");
    assertThat(shop.build(ALWAYS, true).ran()).hasSize(9);
  }

  @Test
  void what_is_put_back_is_not_left() {
    shop.migration(
        "V1__a.sql",
        "SET search_path = pg_catalog; SET statement_timeout = 0; SET LOCAL work_mem = '1MB';"
            + " CREATE TEMP TABLE x ON COMMIT DROP AS SELECT 1; CREATE TABLE public.a (id serial);"
            + " SELECT nextval('public.a_id_seq'); CREATE ROLE prefix_role;");
    tables(2, 4);
    shop.build(ALWAYS, true);
    shop.migration("V5__t.sql", "CREATE TABLE t5 (id int); GRANT SELECT ON t5 TO prefix_role;");

    Made made = shop.build(ALWAYS, true);

    assertThat(made.ran()).containsExactly("V5__t.sql");
    assertThat(made.content()).contains("prefix_role").isEqualTo(shop.cold().content());
  }

  @Test
  void what_a_session_still_knows_is_replayed_in_one_go() {
    shop.migration("V1__s.sql", "CREATE SEQUENCE s; SELECT nextval('s');");
    tables(2, 4);
    shop.build(ALWAYS);
    shop.migration("V5__s.sql", "CREATE TABLE t5 AS SELECT currval('s') AS id;");

    Made made = shop.build(NEVER);

    assertThat(made.warned())
        .singleElement()
        .asString()
        .contains("currval")
        .endsWith("; all migrations are replayed in one go");
    assertThat(made.content()).isEqualTo(shop.cold().content());
  }

  @Test
  void callbacks_of_each_migration_run_once_for_each() {
    tables(1, 6);
    shop.migration("V1__t.sql", "CREATE TABLE t1 (id int); CREATE TABLE log (what text);")
        .migration("V4__t.sql.conf", "executeInTransaction=false")
        .migration("afterEachMigrate.sql", "INSERT INTO log VALUES ('after');");
    assertThat(shop.build(ALWAYS).content()).isEqualTo(shop.cold().content());
    shop.migration("V7__t.sql", "CREATE TABLE t7 (id int);");

    Made made = shop.build(ALWAYS);

    assertThat(made.ran()).containsExactly("V7__t.sql");
    assertThat(made.content()).isEqualTo(shop.cold().content());
  }

  @Test
  void a_damaged_state_is_told_and_made_anew() throws IOException {
    tables(1, 25);
    shop.build(ALWAYS);
    List<Path> states = states();
    assertThat(states).hasSizeGreaterThan(2);
    for (Path state : states) {
      byte[] whole = Files.readAllBytes(state);
      Files.write(state, Arrays.copyOf(whole, whole.length / 3));
    }

    Made made = shop.build(ALWAYS);

    assertThat(made.ran()).hasSize(25);
    assertThat(made.warned())
        .hasSize(states.size())
        .allSatisfy(warning -> assertThat(warning).contains("is damaged"));
    assertThat(shop.build(ALWAYS).ran()).isEmpty();
  }

  @Test
  void a_store_that_cannot_be_written_is_done_without() throws IOException {
    Files.writeString(shop.states(), "no folder");
    tables(1, 8);
    try (PrefixReplayer replayer =
        new PrefixReplayer(
            RealEngine.engine(RealEngine.NEWEST),
            new StateStore(shop.states()),
            shop.history(),
            false,
            Progress.silent(),
            new MigrationReplayer(),
            ALWAYS)) {
      replayer.start();
      assertThat(replayer.replay().applied()).hasSize(8);
    }
  }

  @Test
  void a_failure_on_a_restored_state_is_told_as_ever() {
    tables(1, 8);
    shop.build(ALWAYS);
    shop.migration(
        "V9__bad.sql", "CREATE TABLE t9 (id int);\nALTER TABLE t3 ADD id int;\nSELECT 1;\n");

    StageFailure restored = catchThrowableOfType(StageFailure.class, () -> shop.build(ALWAYS));
    StageFailure cold = catchThrowableOfType(StageFailure.class, shop::cold);

    assertThat(restored.facts()).isEqualTo(cold.facts());
    assertThat(restored.facts().place()).hasToString("migration/V9__bad.sql:2:20");
    shop.migration("V9__bad.sql", "CREATE TABLE t9 (id int);");
    assertThat(shop.build(ALWAYS).ran()).containsExactly("V9__bad.sql");
  }

  private void tables(int from, int to) {
    IntStream.rangeClosed(from, to)
        .forEach(
            i ->
                shop.migration(
                    "V" + i + "__t.sql",
                    "CREATE TABLE t%d (id int GENERATED ALWAYS AS IDENTITY, x int);".formatted(i)
                        + " INSERT INTO t%d (x) VALUES (%d), (2);".formatted(i, i)));
  }

  private List<Path> states() throws IOException {
    try (Stream<Path> files = Files.walk(shop.states())) {
      return files.filter(file -> file.toString().endsWith(".state")).toList();
    }
  }
}
