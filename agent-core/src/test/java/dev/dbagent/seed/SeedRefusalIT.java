// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbagent.model.FailureKind;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each error with its exact place; nothing of the load remains. */
class SeedRefusalIT {

  @TempDir Path project;
  private SeedBench bench;

  @BeforeEach
  void start() {
    bench = new SeedBench(project);
  }

  @AfterEach
  void stop() {
    bench.close();
  }

  @Test
  void an_unknown_table_gets_the_nearest_name() {
    bench.sql("CREATE TABLE customer (id int); CREATE TABLE other (id int)");
    bench.seed("custmer.csv", "id\n1\n");
    bench
        .fails(FailureKind.SEED_TABLE_UNKNOWN, "seed/custmer.csv")
        .hasMessage("there is no table public.custmer; did you mean public.customer?");
  }

  @Test
  void a_view_is_no_table() {
    bench.sql("CREATE VIEW v AS SELECT 1 AS id");
    bench.seed("v.csv", "id\n1\n");
    bench
        .fails(FailureKind.SEED_TABLE_UNKNOWN, "seed/v.csv")
        .hasMessage("public.v is no table but a view");
  }

  @Test
  void an_unknown_column_gets_the_nearest_name() {
    bench.sql("CREATE TABLE t (id int, email text)");
    bench.seed("t.csv", "id,emial\n1,x\n");
    bench
        .fails(FailureKind.SEED_COLUMN_UNKNOWN, "seed/t.csv:1")
        .hasMessage("public.t has no column emial; did you mean email?; it has: id, email");
  }

  @Test
  void a_required_column_must_be_given() {
    bench.sql(
        """
        CREATE DOMAIN needed AS text NOT NULL;
        CREATE DOMAIN deeper AS needed;
        CREATE DOMAIN filled AS int NOT NULL DEFAULT 3;
        CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY, a filled, b int NOT NULL DEFAULT 1,
          c deeper, d int);
        """);
    bench.seed("t.csv", "d\n1\n");
    bench
        .fails(FailureKind.SEED_COLUMN_MISSING, "seed/t.csv:1")
        .hasMessage(
            "the file does not give column c of public.t, which is NOT NULL and has no default");

    bench.seed("t.csv", "c\nx\n");
    bench.load();
    assertThat(bench.rows("SELECT * FROM t")).containsExactly("1|3|1|x|null");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "n; oops; column n of public.t: invalid input syntax for type integer: \"oops\"",
        "m; angry; column m of public.t: invalid input value for enum mood: \"angry\"",
        "d; 2024-02-30; column d of public.t: date/time field value out of range: \"2024-02-30\"",
        "s; abcd; column s of public.t: value too long for type character varying(3)",
        "odd: name, 2; x; column odd: name, 2 of public.t: invalid input syntax for type integer:"
            + " \"x\"",
      })
  void a_bad_value_names_line_and_column(String column, String value, String message) {
    bench.sql(
        """
        CREATE TYPE mood AS ENUM ('fine');
        CREATE TABLE t (id int, n int, m mood, d date, s varchar(3), "odd" int,
          "odd: name, 2" int);
        """);
    bench.seed("t.csv", "id,\"" + column + "\"\n1,\n\"2\n\",\n3,\n4," + value + "\n5,also bad\n");
    bench.fails(FailureKind.SEED_VALUE_REJECTED, "seed/t.csv:6").hasMessage(message);
  }

  @Test
  void a_value_that_no_text_can_hold_is_placed_too() {
    bench.sql("CREATE TABLE t (a text)");
    bench.seed("t.csv", "a\nx\na\0b\n");
    bench
        .fails(FailureKind.SEED_VALUE_REJECTED, "seed/t.csv:3")
        .hasMessageContaining("invalid byte sequence for encoding \"UTF8\": 0x00");
  }

  @Test
  void a_row_that_breaks_a_constraint_names_it() {
    bench.sql(
        """
        CREATE TABLE t (id int CONSTRAINT t_key PRIMARY KEY, n int NOT NULL,
          CONSTRAINT small CHECK (n < 10));
        INSERT INTO t VALUES (5, 1);
        """);
    bench.seed("t.csv", "id,n\n1,1\n2,2\n3,33\n");
    bench
        .fails(FailureKind.SEED_ROW_REJECTED, "seed/t.csv:4")
        .hasMessageStartingWith("public.t breaks small: ");

    bench.seed("t.csv", "id,n\n1,1\n2,\n");
    bench.fails(FailureKind.SEED_ROW_REJECTED, "seed/t.csv:3").hasMessageContaining("\"n\"");

    bench.seed("t.csv", "id,n\n1,1\n2,2\n1,3\n4,4\n");
    bench
        .fails(FailureKind.SEED_ROW_REJECTED, "seed/t.csv:4")
        .hasMessageStartingWith("public.t breaks t_key: ");

    bench.seed("t.csv", "id,n\n1,1\n5,2\n");
    bench.fails(FailureKind.SEED_ROW_REJECTED, "seed/t.csv:3");
    assertThat(bench.rows("SELECT * FROM t")).containsExactly("5|1");
  }

  @Test
  void a_row_that_no_partition_takes_is_placed() {
    bench.sql(
        """
        CREATE TABLE m (at date) PARTITION BY RANGE (at);
        CREATE TABLE m_1 PARTITION OF m FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
        """);
    bench.seed("m.csv", "at\n2024-01-01\n1999-01-01\n");
    bench.fails(FailureKind.SEED_ROW_REJECTED, "seed/m.csv:3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UNIQUE (k) DEFERRABLE",
        "PRIMARY KEY (k) DEFERRABLE INITIALLY DEFERRED",
        "EXCLUDE (k WITH =) DEFERRABLE INITIALLY DEFERRED"
      })
  void a_deferrable_constraint_holds_as_well(String constraint) {
    bench.sql(
        "CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY, k int, CONSTRAINT one "
            + constraint
            + ")");
    bench.seed("t.csv", "k\n1\n2\n3\n2\n");
    bench
        .fails(FailureKind.SEED_ROW_REJECTED, "seed/t.csv:5")
        .hasMessageStartingWith("public.t breaks one: ");

    bench.sql("INSERT INTO t (k) VALUES (3)");
    bench.seed("t.csv", "k\n1\n2\n3\n");
    bench.fails(FailureKind.SEED_ROW_REJECTED, "seed/t.csv:4");
    assertThat(bench.rows("SELECT k FROM t")).containsExactly("3");
  }

  @Test
  void a_deferrable_key_of_a_partitioned_table_holds_as_well() {
    bench.sql(
        """
        CREATE TABLE t (k int, CONSTRAINT one UNIQUE (k) DEFERRABLE) PARTITION BY LIST (k);
        CREATE TABLE t_1 PARTITION OF t FOR VALUES IN (1);
        CREATE TABLE t_rest PARTITION OF t DEFAULT;
        """);
    bench.seed("t.csv", "k\n1\n2\n3\n2\n");
    bench.fails(FailureKind.SEED_ROW_REJECTED, "seed/t.csv:5");
  }
}
