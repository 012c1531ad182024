// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbagent.model.FailureKind;
import dev.dbagent.model.StageFailure;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Foreign keys that point nowhere: the first line that does is named, and nothing is loaded. */
class DanglingSeedKeyIT {

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
  void a_composite_key_is_placed_after_rows_that_span_lines() {
    bench.sql(
        """
        CREATE TABLE p (a int, b int, PRIMARY KEY (a, b));
        CREATE TABLE c (id int GENERATED ALWAYS AS IDENTITY, t text, a int, b int,
          CONSTRAINT c_to_p FOREIGN KEY (a, b) REFERENCES p);
        """);
    bench.seed("p.csv", "a,b\n1,1\n");
    bench.seed("c.csv", "t,a,b\n\"x\ny\",1,1\nz,2,\nz,1,2\nz,3,3\n");

    bench
        .fails(FailureKind.SEED_KEY_DANGLING, "seed/c.csv:5:3")
        .hasMessage(
            "public.c row 3 breaks c_to_p: (a, b) = (1, 2) points to no row of public.p (a, b)");
    assertThat(bench.rows("SELECT count(*) FROM p")).containsExactly("0");
  }

  @Test
  void a_record_is_placed_among_rows_of_other_columns_and_files() {
    bench.sql("CREATE TABLE e (id int PRIMARY KEY, boss int REFERENCES e, name text);");
    bench.seed("e.csv", "id,boss\n1,1\n");
    bench.seed("demo/e.yml", "- id: 2\n- id: 3\n  name: x\n- id: 4\n  name: y\n  boss: 9\n");
    bench.profiles("demo");
    bench
        .fails(FailureKind.SEED_KEY_DANGLING, "seed/demo/e.yml:6:9")
        .hasMessage(
            "public.e row id = 4 breaks e_boss_fkey: boss = 9 points to no row of public.e (id)");
  }

  @Test
  void match_full_wants_all_or_nothing() {
    bench.sql(
        """
        CREATE TABLE p (a int, b int, PRIMARY KEY (a, b));
        CREATE TABLE c (a int, b int, CONSTRAINT full_key FOREIGN KEY (a, b) REFERENCES p MATCH FULL);
        """);
    bench.seed("p.csv", "a,b\n1,1\n");
    bench.seed("c.csv", "a,b\n1,1\n,\n1,\n");
    bench
        .fails(FailureKind.SEED_KEY_DANGLING, "seed/c.csv:4:1")
        .hasMessageContaining("(a, b) = (1, null)");

    bench.seed("c.csv", "a,b\n1,1\n,\n2,2\n");
    bench.fails(FailureKind.SEED_KEY_DANGLING, "seed/c.csv:4:1");

    bench.seed("c.csv", "a,b\n1,1\n,\n");
    bench.load();
  }

  @Test
  void a_key_that_is_a_default_or_computed_is_placed() {
    bench.sql(
        """
        CREATE TABLE p (id int PRIMARY KEY);
        CREATE TABLE c (n int, p int DEFAULT 4 REFERENCES p,
          q int GENERATED ALWAYS AS (n + 1) STORED CONSTRAINT computed REFERENCES p);
        """);
    bench.seed("p.csv", "id\n4\n");
    bench.seed("c.csv", "n\n3\n5\n");
    bench
        .fails(FailureKind.SEED_KEY_DANGLING, "seed/c.csv:3:1")
        .hasMessageStartingWith("public.c row 2 breaks computed: q = 6 points");
  }

  @Test
  void keys_are_compared_as_the_server_compares_them() {
    bench.sql(
        """
        CREATE TYPE mood AS ENUM ('a', 'b');
        CREATE COLLATION anycase (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
        CREATE DOMAIN code AS char(3);
        CREATE TABLE p1 (m mood PRIMARY KEY);
        CREATE TABLE p2 (t text COLLATE anycase PRIMARY KEY);
        CREATE TABLE p3 (t char(5) PRIMARY KEY);
        CREATE TABLE p4 (a int[] PRIMARY KEY);
        CREATE TABLE p5 (n bigint PRIMARY KEY);
        CREATE TABLE c (m mood REFERENCES p1, t2 text COLLATE anycase REFERENCES p2,
          t3 code REFERENCES p3, a int[] REFERENCES p4, n smallint REFERENCES p5);
        """);
    bench.seed("p1.csv", "m\nb\n");
    bench.seed("p2.csv", "t\nUpper\n");
    bench.seed("p3.csv", "t\nab\n");
    bench.seed("p4.csv", "a\n\"{1,2}\"\n");
    bench.seed("p5.csv", "n\n7\n");
    bench.seed("c.csv", "m,t2,t3,a,n\nb,uPPER,ab,\"{1,2}\",7\n");
    bench.load();

    bench.sql("TRUNCATE p1, p2, p3, p4, p5, c");
    bench.seed("c.csv", "m,t2,t3,a,n\nb,uPPER,ab,\"{1,2}\",7\na,,,,\n");
    bench.fails(FailureKind.SEED_KEY_DANGLING, "seed/c.csv:3:1");
  }

  @Test
  void a_period_may_be_covered_by_several_rows_but_not_by_a_gap() {
    bench.sql(
        """
        CREATE EXTENSION btree_gist;
        CREATE TABLE p (id int, valid daterange, PRIMARY KEY (id, valid WITHOUT OVERLAPS));
        CREATE TABLE c (p int, during daterange,
          CONSTRAINT in_time FOREIGN KEY (p, PERIOD during) REFERENCES p (id, PERIOD valid));
        """);
    bench.seed(
        "p.csv",
        """
        id,valid
        1,"[2024-01-01,2024-02-01)"
        1,"[2024-02-01,2024-03-01)"
        1,"[2024-04-01,2024-05-01)"
        """);
    bench.seed("c.csv", "p,during\n1,\"[2024-01-10,2024-02-10)\"\n");
    bench.load();

    bench.sql("TRUNCATE p, c");
    bench.seed("c.csv", "p,during\n1,\"[2024-01-10,2024-02-10)\"\n1,\"[2024-02-10,2024-04-10)\"\n");
    bench
        .fails(FailureKind.SEED_KEY_DANGLING, "seed/c.csv:3:1")
        .hasMessageStartingWith("public.c row 2 breaks in_time: ");
  }

  @Test
  void not_valid_spares_old_rows_but_no_new_ones() {
    bench.sql(
        """
        CREATE TABLE p (id int PRIMARY KEY);
        CREATE TABLE c (p int);
        INSERT INTO c VALUES (77);
        ALTER TABLE c ADD FOREIGN KEY (p) REFERENCES p NOT VALID;
        """);
    bench.seed("c.csv", "p\n\n78\n");
    bench.fails(FailureKind.SEED_KEY_DANGLING, "seed/c.csv:3:1");
  }

  @Test
  void keys_of_partitions_and_to_partitioned_tables_are_placed() {
    bench.sql(
        """
        CREATE TABLE p (id int PRIMARY KEY) PARTITION BY RANGE (id);
        CREATE TABLE p_1 PARTITION OF p FOR VALUES FROM (0) TO (10);
        CREATE TABLE p_2 PARTITION OF p DEFAULT;
        CREATE TABLE c (id int, p int REFERENCES p) PARTITION BY RANGE (id);
        CREATE TABLE c_1 PARTITION OF c FOR VALUES FROM (0) TO (10);
        CREATE TABLE c_2 PARTITION OF c DEFAULT;
        CREATE TABLE q (id int PRIMARY KEY);
        ALTER TABLE c_2 ADD CONSTRAINT own FOREIGN KEY (p) REFERENCES q;
        """);
    bench.seed("p.csv", "id\n1\n20\n");
    bench.seed("q.csv", "id\n1\n");
    bench.seed("c.csv", "id,p\n1,1\n2,20\n30,1\n");
    bench.load();
    bench.sql("TRUNCATE p, q, c");

    bench.seed("c_1.csv", "id,p\n3,20\n4,5\n");
    bench.fails(FailureKind.SEED_KEY_DANGLING, "seed/c_1.csv:3:3");

    bench.seed("c_1.csv", "id,p\n3,20\n");
    bench.seed("c.csv", "id,p\n1,1\n2,20\n30,20\n");
    bench
        .fails(FailureKind.SEED_KEY_DANGLING, "seed/c.csv:4:4")
        .hasMessageContaining(" breaks own: ");
  }

  @Test
  void all_of_them_are_told_with_where_the_rows_should_be() {
    bench.sql(
        """
        CREATE TABLE p (id int PRIMARY KEY);
        CREATE TABLE q (id int PRIMARY KEY);
        CREATE TABLE c (id int PRIMARY KEY, p int CONSTRAINT c_p REFERENCES p,
          q int CONSTRAINT c_q REFERENCES q);
        """);
    bench.seed("p.csv", "id\n1\n");
    bench.seed("c.csv", "id,p,q\n1,1,\n2,8,\n3,9,7\n");

    StageFailure failure = bench.failure(FailureKind.SEED_KEY_DANGLING, "seed/c.csv:3:3");

    assertThat(failure)
        .hasMessage("public.c row id = 2 breaks c_p: p = 8 points to no row of public.p (id)");
    assertThat(failure.facts().related())
        .extracting(Object::toString)
        .containsExactly(
            "Related[place=seed/p.csv:1, label=the rows of public.p are given here]",
            "Related[place=seed/c.csv:4:3, label=p = 9 points to no row of public.p (id)]",
            "Related[place=seed/c.csv:4:5, label=q = 7 points to no row of public.q (id)]");

    bench.seed("c.csv", "id,p,q\n1,1,7\n");
    assertThat(bench.failure(FailureKind.SEED_KEY_DANGLING, "seed/c.csv:2:5").facts().notes())
        .containsExactly("No seed file gives rows of public.q.");
  }

  @Test
  void very_many_of_them_are_not_all_told() {
    bench.sql("CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (p int REFERENCES p)");
    bench.seed("c.csv", "p\n" + "1\n".repeat(100));

    StageFailure failure = bench.failure(FailureKind.SEED_KEY_DANGLING, "seed/c.csv:2:1");

    assertThat(failure.facts().related()).hasSize(10);
    assertThat(failure.facts().notes()).contains("There are more keys that point nowhere.");
  }
}
