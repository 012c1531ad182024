// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbagent.model.Edit;
import dev.dbagent.model.Excerpt;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Place;
import dev.dbagent.model.Related;
import dev.dbagent.model.StageFailure;
import java.nio.file.Path;
import java.util.List;
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
    StageFailure failure = bench.failure(FailureKind.SEED_TABLE_UNKNOWN, "seed/custmer.csv");
    assertThat(failure)
        .hasMessage("there is no table public.custmer; did you mean public.customer?");
    assertThat(failure.facts().edits())
        .containsExactly(new Edit.Rename("seed/custmer.csv", "seed/customer.csv"));
  }

  @Test
  void a_table_of_another_schema_is_found_and_one_that_has_a_file_is_not_suggested() {
    bench.sql("CREATE SCHEMA billing; CREATE TABLE billing.invoice (id int)");
    bench.seed("invoice.csv", "id\n1\n");
    StageFailure failure = bench.failure(FailureKind.SEED_TABLE_UNKNOWN, "seed/invoice.csv");
    assertThat(failure)
        .hasMessage("there is no table public.invoice; did you mean billing.invoice?");
    assertThat(failure.facts().edits())
        .containsExactly(new Edit.Rename("seed/invoice.csv", "seed/billing.invoice.csv"));

    bench.seed("billing.invoice.csv", "id\n1\n");
    failure = bench.failure(FailureKind.SEED_TABLE_UNKNOWN, "seed/invoice.csv");
    assertThat(failure.facts().edits()).isEmpty();
    assertThat(failure.facts().notes()).containsExactly("billing.invoice has a seed file already.");
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
    StageFailure failure = bench.failure(FailureKind.SEED_COLUMN_UNKNOWN, "seed/t.csv:1:4");
    assertThat(failure).hasMessage("public.t has no column emial; did you mean email?");
    assertThat(failure.facts().notes()).containsExactly("public.t has the columns id, email.");
    assertThat(failure.facts().edits())
        .containsExactly(new Edit.Replace(new Place("seed/t.csv", 1, 4), "emial", "email"));

    bench.seed("t.csv", "id,\"emial\"\n1,x\n");
    failure = bench.failure(FailureKind.SEED_COLUMN_UNKNOWN, "seed/t.csv:1:4");
    assertThat(failure.facts().edits()).as("it stands in quotes").isEmpty();
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
        .fails(FailureKind.SEED_COLUMN_MISSING, "seed/t.csv:1:1")
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
        "n; oops; column n: invalid input syntax for type integer: \"oops\"; 3",
        "m; angry; column m: invalid input value for enum mood: \"angry\"; 3",
        "p; -1; breaks positive: value for domain positive violates check constraint"
            + " \"positive\": \"-1\"; 3",
        "d; 2024-02-30; column d: date/time field value out of range: \"2024-02-30\"; 3",
        "s; abcd; column s: value too long for type character varying(3): \"abcd\"; 3",
        "odd: name, 2; x; column odd: name, 2: invalid input syntax for type integer: \"x\"; 3",
      })
  void a_bad_value_is_placed_and_its_row_named(
      String column, String value, String message, int at) {
    bench.sql(
        """
        CREATE TYPE mood AS ENUM ('fine');
        CREATE DOMAIN positive AS int CONSTRAINT positive CHECK (VALUE > 0);
        CREATE TABLE t (id int PRIMARY KEY, p positive, n int, m mood, d date, s varchar(3), "odd" int,
          "odd: name, 2" int);
        """);
    bench.seed("t.csv", "id,\"" + column + "\"\n1,\n\"2\n\",\n3,\n4," + value + "\n5,also bad\n");
    FailureKind kind =
        message.startsWith("breaks")
            ? FailureKind.SEED_ROW_REJECTED
            : FailureKind.SEED_VALUE_REJECTED;
    String separator = message.startsWith("breaks") ? " " : ", ";
    StageFailure failure = bench.failure(kind, "seed/t.csv:6:" + at);
    assertThat(failure).hasMessage("public.t row id = 4" + separator + message);
    assertThat(failure.facts().excerpt())
        .isEqualTo(new Excerpt(5, List.of("3,", "4," + value, "5,also bad"), 6, 2));
  }

  @Test
  void a_value_that_no_text_can_hold_is_placed_too() {
    bench.sql("CREATE TABLE t (a text)");
    bench.seed("t.csv", "a\nx\na\0b\n");
    bench
        .fails(FailureKind.SEED_VALUE_REJECTED, "seed/t.csv:3:1")
        .hasMessageStartingWith("public.t row 2: ")
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
        .fails(FailureKind.SEED_ROW_REJECTED, "seed/t.csv:4:3")
        .hasMessageStartingWith("public.t row id = 3 breaks small: ");

    bench.seed("t.csv", "id,n\n1,1\n2,\n");
    StageFailure missing = bench.failure(FailureKind.SEED_ROW_REJECTED, "seed/t.csv:3:3");
    assertThat(missing)
        .hasMessage(
            "public.t row id = 2, column n: null value in column \"n\" of relation \"t\" violates"
                + " not-null constraint");
    assertThat(missing.facts().notes())
        .containsExactly("An empty field is NULL; \"\" is the empty string.");

    bench.seed("t.csv", "id,n\n1,1\n2,2\n1,3\n4,4\n");
    StageFailure twice = bench.failure(FailureKind.SEED_ROW_REJECTED, "seed/t.csv:4:1");
    assertThat(twice).hasMessageStartingWith("public.t row id = 1 breaks t_key: ");
    assertThat(twice.facts().related())
        .containsExactly(new Related(new Place("seed/t.csv", 2, 1), "first given here"));

    bench.seed("t.csv", "id,n\n1,1\n5,2\n");
    StageFailure other = bench.failure(FailureKind.SEED_ROW_REJECTED, "seed/t.csv:3:1");
    assertThat(other.facts().related()).isEmpty();
    assertThat(other.facts().notes())
        .singleElement()
        .asString()
        .startsWith("No other row of the seeds reads the same");
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
    bench.fails(FailureKind.SEED_ROW_REJECTED, "seed/m.csv:3:1");
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
        .fails(FailureKind.SEED_ROW_REJECTED, "seed/t.csv:5:1")
        .hasMessageMatching("public.t row (k = 2|4) breaks one: .*");

    bench.sql("INSERT INTO t (k) VALUES (3)");
    bench.seed("t.csv", "k\n1\n2\n3\n");
    bench.fails(FailureKind.SEED_ROW_REJECTED, "seed/t.csv:4:1");
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
    StageFailure failure = bench.failure(FailureKind.SEED_ROW_REJECTED, "seed/t.csv:5:1");
    assertThat(failure.facts().related())
        .containsExactly(new Related(new Place("seed/t.csv", 3, 1), "first given here"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "DEFERRABLE"})
  void a_key_that_rows_of_other_columns_have_is_found_wherever_it_stands(String deferrable) {
    bench.sql("CREATE TABLE t (k int PRIMARY KEY " + deferrable + ", v text)");
    bench.seed("t.yml", "- k: 1\n- k: 2\n  v: x\n- k: 3\n  v: y\n- k: 2\n");
    StageFailure failure = bench.failure(FailureKind.SEED_ROW_REJECTED, "seed/t.yml:2:6");
    assertThat(failure).hasMessageContaining("public.t row k = 2 breaks t_pkey");
    assertThat(failure.facts().related())
        .containsExactly(new Related(new Place("seed/t.yml", 6, 6), "given here, too"));

    bench.seed("t.yml", "- k: 1\n- k: 2\n  v: x\n");
    bench.seed("demo/t.csv", "v,k\nz,2\n");
    bench.profiles("demo");
    failure = bench.failure(FailureKind.SEED_ROW_REJECTED, "seed/demo/t.csv:2:3");
    assertThat(failure.facts().related())
        .containsExactly(new Related(new Place("seed/t.yml", 2, 6), "first given here"));
  }

  @Test
  void a_composite_key_names_the_row_and_a_long_value_is_cut() {
    bench.sql("CREATE TABLE t (a int, b int, v varchar(3), PRIMARY KEY (a, b))");
    bench.seed("t.csv", "v,b,a\n\"x\ny\",2,1\n" + "z".repeat(500) + ",4,3\n");
    bench
        .fails(FailureKind.SEED_VALUE_REJECTED, "seed/t.csv:4:1")
        .hasMessage(
            "public.t row (a, b) = (3, 4), column v: value too long for type character varying(3):"
                + " \""
                + "z".repeat(60)
                + "...\"");
  }
}
