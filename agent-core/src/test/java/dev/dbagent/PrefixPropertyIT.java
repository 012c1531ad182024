// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbagent.PrefixWorkshop.Made;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However a history is edited: built on what is there, it is what it is from the beginning. */
class PrefixPropertyIT {

  private static final long SECONDS = 10;
  private static final int ROUNDS = 60;

  /** So many rounds go on from an earlier state, however slow the machine is. */
  private static final int FEWEST_RESTORED = 4;

  private static final int LONGEST = 14;

  @TempDir Path folder;

  /** With nothing behind the last version its state is the next history's beginning. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_build_on_earlier_states_equals_one_from_the_beginning(boolean hasRepeatable) {
    Random random = new Random(20_261_125);
    History history = new History(new PrefixWorkshop(folder), random, hasRepeatable);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    int restored = 0;
    for (int round = 0;
        round < ROUNDS && (restored < FEWEST_RESTORED || System.nanoTime() < deadline);
        round++) {
      history.edit();
      int worth = random.nextInt(3) == 0 ? PrefixWorkshop.NEVER : PrefixWorkshop.ALWAYS;

      Made made = history.shop.build(worth, random.nextInt(4) == 0);

      String after = "round %s: %s".formatted(round, history.told);
      assertThat(made.warned()).as(after).isEmpty();
      assertThat(made.content()).as(after).isEqualTo(history.shop.cold().content());
      assertThat(made.ran()).as(after).doesNotHaveDuplicates();
      restored += made.summary().contains("restored") ? 1 : 0;
    }
    assertThat(restored).isGreaterThanOrEqualTo(FEWEST_RESTORED);
  }

  /** Migrations that do not depend on each other's presence, only on their order. */
  private static final class History {

    private static final List<String> STATEMENTS =
        List.of(
            "CREATE TABLE IF NOT EXISTS t%1$d (id serial PRIMARY KEY, x int);",
            "INSERT INTO log (what) SELECT 'at %1$d after ' || count(*) FROM log;",
            "DO $$ BEGIN IF to_regclass('t%1$d') IS NULL THEN CREATE TABLE t%1$d AS"
                + " SELECT %2$d AS x; ELSE ALTER TABLE t%1$d ADD c%2$d int DEFAULT %2$d; END IF;"
                + " END $$;",
            "DROP TABLE IF EXISTS t%1$d CASCADE;",
            // No word of it tells that the catalogue will change.
            "DO $$ BEGIN EXECUTE 'cre' || 'ate table if not exists h%1$d_%2$d (x int)'; END $$;",
            "CREATE OR REPLACE FUNCTION f%1$d() RETURNS int LANGUAGE sql AS 'SELECT %2$d';",
            "SET LOCAL work_mem = '%2$dMB'; INSERT INTO log (what)"
                + " SELECT current_setting('work_mem');",
            "ALTER TABLE log ADD COLUMN IF NOT EXISTS c%1$d int DEFAULT %2$d;",
            "UPDATE log SET what = what || '%2$d' WHERE id %% 2 = 0;",
            "INSERT INTO log (what) SELECT 'x ' || coalesce(current_setting('app.x', true), 'no')"
                + " || current_setting('work_mem');");

    /** Of these few: behind them nobody goes on. */
    private static final List<String> LEAVING =
        List.of(
            "SET app.x = '%2$d';",
            "SET work_mem = '%2$dMB';",
            "CREATE SEQUENCE IF NOT EXISTS s%1$d CACHE 5; SELECT nextval('s%1$d');");

    private final PrefixWorkshop shop;
    private final Random random;
    private final boolean hasRepeatable;
    private final TreeMap<Integer, String> files = new TreeMap<>();
    private final List<String> told = new ArrayList<>();
    private int serial;

    History(PrefixWorkshop shop, Random random, boolean hasRepeatable) {
      this.shop = shop;
      this.hasRepeatable = hasRepeatable;
      this.random = random;
      put(1, "CREATE TABLE log (id serial, what text);");
      for (int version = 10; version <= 60; version += 10) {
        put(version, statement(STATEMENTS));
      }
      if (hasRepeatable) {
        shop.migration("R__all.sql", "CREATE OR REPLACE VIEW everything AS SELECT * FROM log;");
      }
    }

    void edit() {
      serial++;
      int kind = files.size() > LONGEST ? 0 : random.nextInt(5);
      if (kind == 3 && !hasRepeatable) {
        kind = 4;
      }
      List<Integer> versions = new ArrayList<>(files.tailMap(2).keySet());
      int any = versions.get(random.nextInt(versions.size()));
      switch (kind) {
        case 0 -> {
          files.remove(any);
          shop.without("V" + any + "__m.sql");
          told.add("deleted " + any);
        }
        case 1 -> put(any, statement());
        case 2 -> put(any + 1, statement());
        case 3 ->
            shop.migration(
                "R__all.sql",
                "DROP VIEW IF EXISTS everything; CREATE VIEW everything AS SELECT *, %d AS n FROM log;"
                    .formatted(serial));
        default -> put(files.lastKey() + 10, statement());
      }
    }

    private void put(int version, String sql) {
      files.put(version, sql);
      shop.migration("V" + version + "__m.sql", sql);
      told.add(version + ": " + sql);
    }

    private String statement() {
      return statement(random.nextInt(20) == 0 ? LEAVING : STATEMENTS);
    }

    private String statement(List<String> some) {
      serial++;
      String sql = some.get(random.nextInt(some.size()));
      return sql.formatted(random.nextInt(5), serial % 60 + 1);
    }
  }
}
