// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbagent.codegen.GenerationWorkshop.Code;
import dev.dbagent.testing.CatalogueChanges;
import java.nio.file.Path;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Code that is made of earlier code is, to the byte, what a whole generation would make. */
class IncrementalCodeIT {

  /** Beside what {@link CatalogueChanges} has: what connects tables. */
  private static final String MORE =
      """
      ALTER TABLE crm.invoice ADD PRIMARY KEY (id);
      ALTER TABLE crm.invoice ADD FOREIGN KEY (customer_id) REFERENCES customer;
      CREATE TABLE product (id serial PRIMARY KEY, code text UNIQUE, mail email, price numeric(10, 2) CHECK (price > 0));
      CREATE TABLE bought (
        customer int REFERENCES customer, product int REFERENCES product, PRIMARY KEY (customer, product));
      CREATE TABLE review (id int PRIMARY KEY, product int REFERENCES product, by int REFERENCES customer, mood mood[]);
      CREATE TABLE hint (id int PRIMARY KEY, review int REFERENCES review);
      CREATE TABLE shape (id int, size pair, sizes pair[], whole product);
      CREATE TABLE alone (id int PRIMARY KEY, note text);
      CREATE TABLE tree (id int PRIMARY KEY, parent int REFERENCES tree, other int REFERENCES tree);
      CREATE TABLE part_2025 PARTITION OF part FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
      CREATE UNIQUE INDEX alone_note ON alone (note);
      CREATE FUNCTION products() RETURNS SETOF product LANGUAGE sql AS 'SELECT * FROM product';
      COMMENT ON COLUMN product.code IS 'of the maker';
      """;

  /** Those of which a whole generation was tempted to be spared too much. */
  private static final List<String> TRAPS =
      List.of(
          "CREATE TABLE record (id int PRIMARY KEY, c int REFERENCES customer)",
          "CREATE TABLE \"table\" (id int)",
          "CREATE TABLE field (id int)",
          "CREATE TABLE keys (id int); CREATE TABLE tables (id int); CREATE TABLE indexes (id int)",
          "CREATE TABLE \"Customer\" (id int)",
          "CREATE TABLE customer_record (id int)",
          "CREATE FUNCTION alone(a int) RETURNS SETOF int LANGUAGE sql AS 'SELECT 1'",
          "CREATE FUNCTION other() RETURNS TABLE (a int) LANGUAGE sql AS 'SELECT 1'",
          "CREATE TABLE t (id int CONSTRAINT alone_note CHECK (id > 0))",
          "CREATE TABLE t (id int CONSTRAINT by_name CHECK (id > 0))",
          "CREATE TABLE customer_of (a int REFERENCES customer, b int REFERENCES customer)",
          "ALTER TABLE bought DROP CONSTRAINT bought_pkey",
          "ALTER TABLE bought ADD other int REFERENCES product",
          "ALTER TABLE product RENAME TO article",
          "ALTER TABLE product SET SCHEMA crm",
          "ALTER TABLE product RENAME CONSTRAINT product_pkey TO p",
          "ALTER TABLE review RENAME CONSTRAINT review_product_fkey TO f",
          "ALTER TABLE review DROP CONSTRAINT review_product_fkey",
          "ALTER TABLE review ADD second int REFERENCES product",
          "ALTER TABLE review RENAME TO critique",
          "ALTER TABLE hint RENAME COLUMN review TO of",
          "ALTER TABLE tree ADD third int REFERENCES tree",
          "ALTER TABLE tree DROP parent",
          "ALTER TABLE tree RENAME CONSTRAINT tree_parent_fkey TO up",
          "ALTER TABLE tree ADD near int REFERENCES product",
          "CREATE TABLE leaf (a int REFERENCES tree, b int REFERENCES tree, PRIMARY KEY (a, b))",
          "ALTER TABLE hint ADD other int REFERENCES review, ADD third int REFERENCES customer",
          "CREATE TABLE likes (a int REFERENCES customer, b int REFERENCES review, UNIQUE (a, b))",
          "CREATE TABLE likes (a int REFERENCES customer, b int REFERENCES review, UNIQUE (a))",
          "ALTER TYPE pair RENAME TO size",
          "ALTER TYPE mood RENAME TO feeling",
          "ALTER TYPE mood SET SCHEMA crm",
          "ALTER TYPE pair SET SCHEMA crm",
          "ALTER TYPE mood ADD VALUE 'none'",
          "CREATE TYPE crm.mood AS ENUM ('x')",
          "CREATE TYPE \"_mood\" AS ENUM ('x')",
          "CREATE TYPE \"_mood\" AS (a int)",
          "CREATE TABLE \"_mood\" (a int)",
          "CREATE DOMAIN text AS int",
          "CREATE TABLE text (id int)",
          "CREATE DOMAIN crm.text AS int",
          "CREATE TYPE text AS ENUM ('x')",
          "CREATE TYPE int4 AS ENUM ('x')",
          "CREATE DOMAIN crm.email AS text",
          "DROP TABLE alone",
          "DROP TABLE hint; DROP TABLE review",
          "DROP VIEW names; DROP MATERIALIZED VIEW moods; DROP TABLE bought, review, hint, customer CASCADE",
          "DROP VIEW names; CREATE TABLE names (id int, mood mood)",
          "ALTER DOMAIN email RENAME TO address",
          "COMMENT ON TYPE mood IS 'how'",
          "COMMENT ON SCHEMA crm IS 'sales'",
          "COMMENT ON CONSTRAINT product_pkey ON product IS 'the key'",
          "COMMENT ON INDEX by_name IS 'finds'",
          "COMMENT ON SEQUENCE number IS 'counts'",
          "COMMENT ON FUNCTION f(int) IS 'does'",
          "DROP SEQUENCE number",
          "DROP SCHEMA crm CASCADE",
          "ALTER TABLE alone ADD p product",
          "ALTER TABLE alone ADD UNIQUE (note); ALTER TABLE hint ADD n text REFERENCES alone (note)",
          "ALTER TABLE hint ADD n text REFERENCES alone (note)",
          "CREATE TABLE child () INHERITS (product)",
          "ALTER TABLE part ADD PRIMARY KEY (id, at); CREATE TABLE p (id int, at date, FOREIGN KEY (id, at) REFERENCES part)",
          "CREATE TABLE deep (id int PRIMARY KEY REFERENCES hint)",
          "CREATE FUNCTION f(a anyelement) RETURNS int LANGUAGE sql AS 'SELECT 1'",
          "CREATE STATISTICS s ON id, twice FROM customer",
          "CREATE PUBLICATION p FOR ALL TABLES",
          "SET search_path = crm, public");

  private static final String POJOS =
      "<generator><generate><pojos>true</pojos><daos>true</daos><interfaces>true</interfaces>"
          + "<jpaAnnotations>true</jpaAnnotations><globalObjectNames>true</globalObjectNames>"
          + "</generate><target/></generator>";

  @TempDir Path folder;

  @Test
  void any_one_change_gives_the_same_bytes() throws Exception {
    try (GenerationWorkshop workshop = workshop(null)) {
      Code before = workshop.fresh();
      List<String> refused = new ArrayList<>();
      SoftAssertions softly = new SoftAssertions();
      for (List<String> changes : List.of(CatalogueChanges.ALL, TRAPS)) {
        for (String change : changes) {
          Savepoint mark = workshop.mark();
          if (workshop.tries(change)) {
            softly.check(() -> compare(change, workshop.from(before), workshop.fresh()));
          } else {
            refused.add(change);
          }
          workshop.back(mark);
        }
      }
      // PostgreSQL cannot look through the rows of a table that is the type of a column.
      assertThat(refused).containsExactly("ALTER DOMAIN email SET NOT NULL");
      softly.assertAll();
    }
  }

  @Test
  void what_a_plain_change_does_not_touch_is_not_generated() throws Exception {
    try (GenerationWorkshop workshop = workshop(null)) {
      Code before = workshop.fresh();
      int all = 13;
      assertThat(workshop.from(before).taken()).isEqualTo(all);
      assertThat(taken(workshop, before, "CREATE TABLE t (id serial PRIMARY KEY)")).isEqualTo(all);
      assertThat(taken(workshop, before, "ALTER TABLE customer ADD phone text")).isEqualTo(all - 1);
      assertThat(taken(workshop, before, "CREATE INDEX i ON product (price)")).isEqualTo(all - 1);
      assertThat(taken(workshop, before, "COMMENT ON TABLE review IS 'x'")).isEqualTo(all - 1);
      assertThat(taken(workshop, before, "CREATE TYPE colour AS ENUM ('red')")).isEqualTo(all);
      assertThat(
              taken(workshop, before, "CREATE FUNCTION g() RETURNS int LANGUAGE sql AS 'SELECT 1'"))
          .isEqualTo(all);
      assertThat(
              taken(
                  workshop,
                  before,
                  "CREATE TRIGGER t BEFORE INSERT ON customer FOR EACH ROW EXECUTE FUNCTION note()"))
          .isEqualTo(all);
      assertThat(taken(workshop, before, "CREATE TABLE t (a int REFERENCES alone)"))
          .isEqualTo(all - 1);
      assertThat(taken(workshop, before, "ALTER TYPE mood ADD VALUE 'x'")).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void any_history_of_changes_gives_the_same_bytes(long seed) throws Exception {
    RandomChanges changes = new RandomChanges(new Random(seed));
    try (GenerationWorkshop workshop = workshop(seed == 3 ? POJOS : null)) {
      Code base = workshop.fresh();
      int taken = 0;
      for (int i = 0; i < 30; i++) {
        String change = changes.next();
        if (workshop.tries(change)) {
          Code whole = workshop.fresh();
          Code made = workshop.from(base);
          compare(changes.history(), made, whole);
          taken += made.taken();
          base = whole.isDoubtful() ? base : whole;
        }
      }
      assertThat(taken).isGreaterThan(60);
    }
  }

  private GenerationWorkshop workshop(@Nullable String settings) throws Exception {
    GenerationWorkshop workshop = new GenerationWorkshop(folder, settings);
    workshop.execute(CatalogueChanges.BEFORE + MORE);
    return workshop;
  }

  private static int taken(GenerationWorkshop workshop, Code before, String change)
      throws Exception {
    Savepoint mark = workshop.mark();
    workshop.execute(change);
    int taken = workshop.from(before).taken();
    workshop.back(mark);
    return taken;
  }

  /** Where jOOQ warns, all is generated again: see {@link CodeGenerator}. */
  private static void compare(String change, Code made, Code whole) {
    assertThat(made.files().keySet()).as(change).isEqualTo(whole.files().keySet());
    if (made.isDoubtful()) {
      return;
    }
    assertThat(whole.isDoubtful()).as(change).isFalse();
    List<String> other = new ArrayList<>();
    whole
        .files()
        .forEach(
            (file, text) -> {
              if (!text.equals(made.files().get(file))) {
                other.add(file);
              }
            });
    assertThat(other).as(change).isEmpty();
  }
}
