// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dbagent.engine.BulkLoad;
import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.engine.RowSource;
import dev.dbagent.engine.RowTrial;
import dev.dbagent.engine.SessionLimits;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.SchemaSnapshot;
import dev.dbagent.model.SchemaSnapshot.Relation;
import dev.dbagent.model.StageFailure;
import dev.dbagent.testing.RealEngine;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rows that are made up: the real engine takes them, and they are always the same. */
class FakeRowsIT {

  private static final String SHOP =
      """
      CREATE TYPE mood AS ENUM ('sad', 'happy');
      CREATE DOMAIN email AS text CHECK (VALUE LIKE '%@%.%');
      CREATE DOMAIN zip AS varchar(5) CHECK (VALUE ~ '^[0-9]{5}$');
      CREATE TABLE customer (
        id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        name varchar(12) NOT NULL,
        email email NOT NULL UNIQUE,
        zip zip,
        status text NOT NULL CHECK (status IN ('active', 'on_hold', 'gone')),
        mood mood,
        born date,
        twice int GENERATED ALWAYS AS (id * 2) STORED,
        boss int REFERENCES customer);
      CREATE TABLE product (
        sku uuid PRIMARY KEY,
        title text NOT NULL,
        price numeric(6, 2) NOT NULL CHECK (price > 0 AND price < 500),
        percent smallint CHECK (percent BETWEEN 95 AND 100),
        tags text[],
        data jsonb NOT NULL);
      CREATE TABLE "Order" (
        id bigint PRIMARY KEY,
        customer_id int NOT NULL REFERENCES customer,
        placed timestamptz NOT NULL DEFAULT now(),
        shipped timestamptz,
        CHECK (shipped > placed));
      CREATE TABLE line (
        order_id bigint REFERENCES "Order",
        sku uuid REFERENCES product,
        amount int NOT NULL CHECK (amount > 0),
        PRIMARY KEY (order_id, sku));
      CREATE TABLE profile (customer_id int PRIMARY KEY REFERENCES customer, text text);
      CREATE TABLE tree (id int PRIMARY KEY, parent int NOT NULL REFERENCES tree);
      CREATE TABLE here (id int PRIMARY KEY, there int);
      CREATE TABLE there (id int PRIMARY KEY, here int NOT NULL REFERENCES here);
      ALTER TABLE here ADD FOREIGN KEY (there) REFERENCES there;
      CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE ''no''; END';
      CREATE TRIGGER no BEFORE INSERT ON customer FOR EACH ROW EXECUTE FUNCTION no();
      ALTER TABLE customer ENABLE ALWAYS TRIGGER no;
      """;

  private static final List<String> ALL =
      List.of("customer", "product", "Order", "line", "profile", "tree", "here", "there");

  private final DatabaseServer server = RealEngine.start();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void constraints_of_all_kinds_allow_them() throws Exception {
    execute(SHOP);
    List<FakeTable> made = made(ALL, 40);
    assertThat(made).hasSize(ALL.size()).allSatisfy(table -> assertThat(table.rows()).hasSize(40));
    load(made);
    assertThat(texts("SELECT DISTINCT status FROM customer ORDER BY 1"))
        .containsExactly("active", "gone", "on_hold");
    assertThat(texts("SELECT count(*) FROM customer WHERE email NOT LIKE '%@example.com'"))
        .containsExactly("0");
    assertThat(texts("SELECT count(*) > 0 FROM customer WHERE boss IS NOT NULL"))
        .containsExactly("t");
  }

  @Test
  void are_the_same_in_another_database() throws Exception {
    execute(SHOP);
    List<FakeTable> one = made(ALL, 15);
    try (DatabaseServer another = RealEngine.start()) {
      execute(another, SHOP);
      assertThat(made(another, ALL, 15)).isEqualTo(one);
    }
  }

  @Test
  void of_other_columns_do_not_change_when_one_is_added() throws Exception {
    execute(SHOP);
    List<FakeTable> before = made(ALL, 25);
    execute(
        "ALTER TABLE customer ADD COLUMN nick text; ALTER TABLE product ADD weight int CHECK (weight > 900)");
    List<FakeTable> after = made(ALL, 25);
    assertThat(values(after, "customer", List.of("nick"))).hasSizeGreaterThan(1);
    for (FakeTable table : before) {
      assertThat(values(after, table.table().name(), table.columns()))
          .isEqualTo(values(before, table.table().name(), table.columns()));
    }
  }

  @Test
  void leave_nothing_behind_and_go_around_what_is_there() throws Exception {
    execute(SHOP);
    execute("INSERT INTO product VALUES (gen_random_uuid(), 'a', 1, 99, null, '{}')");
    execute("INSERT INTO here VALUES (1, NULL), (2, NULL)");
    List<FakeTable> made = made(List.of("here"), 3);
    assertThat(texts("SELECT count(*) FROM here")).containsExactly("2");
    assertThat(values(made, "here", List.of("id")))
        .doesNotContain(List.of("1"), List.of("2"))
        .hasSize(3);
  }

  @Test
  void need_the_rows_that_they_point_to() throws Exception {
    execute(SHOP);
    assertThatThrownBy(() -> made(List.of("Order"), 1))
        .isInstanceOfSatisfying(
            StageFailure.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.SEED_KEY_DANGLING))
        .hasMessageContaining("rows of public.Order need a row of public.customer (customer_id)");
  }

  @Test
  void are_refused_with_the_constraint_that_none_was_found_for() throws Exception {
    execute("CREATE TABLE strict (id int PRIMARY KEY, x int CONSTRAINT odd CHECK (x * 2 = 7))");
    execute("CREATE TABLE a (id int PRIMARY KEY, b int NOT NULL)");
    execute("CREATE TABLE b (id int PRIMARY KEY, a int NOT NULL REFERENCES a)");
    execute("ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b");
    assertThat(made(List.of("strict"), 1).get(0).rows()).isNotEmpty();
    execute("ALTER TABLE strict ALTER x SET NOT NULL");
    assertThatThrownBy(() -> made(List.of("strict"), 1))
        .hasMessageContaining("no row 1 of public.strict was found")
        .hasMessageContaining("\"odd\"");
    assertThatThrownBy(() -> made(List.of("a", "b"), 1))
        .hasMessageContaining("no rows can be made up for public.a, public.b");
  }

  @Test
  void are_of_every_type_that_the_server_brings_along() throws Exception {
    execute(
        """
        CREATE TABLE typed (
          id smallint PRIMARY KEY, a bigint, b real, c double precision, d money, e char(3), f time,
          g timetz, h timestamp, i interval, j bytea, k bit(7), l varbit(9), m xml, n inet, o cidr,
          p int4range, q numrange, r daterange, s tsrange, t tstzrange, u boolean, v numeric,
          w numeric(3, 3), x int[], y point, z tsvector, "Ä" json, v2 varchar(1));
        """);
    List<FakeTable> made = made(List.of("typed"), 30);
    load(made);
    // Of points and the like nothing is made up.
    assertThat(made.get(0).columns()).hasSize(27).doesNotContain("y", "z");
  }

  private List<FakeTable> made(List<String> tables, int rows) {
    return made(server, tables, rows);
  }

  private static List<FakeTable> made(DatabaseServer server, List<String> tables, int rows) {
    SchemaSnapshot schema = server.snapshot();
    List<Relation> relations =
        schema.relations().stream().filter(r -> tables.contains(r.name().name())).toList();
    try (RowTrial trial = server.beginTrial()) {
      return FakeRows.of(trial, relations, rows);
    }
  }

  /** All of it, as seeds are loaded: every key must find its row. */
  private void load(List<FakeTable> made) {
    try (BulkLoad load = server.beginBulkLoad()) {
      for (FakeTable table : made) {
        load.copy(
            table.table(),
            new RowSource() {
              @Override
              public List<String> columns() {
                return table.columns();
              }

              @Override
              public void sendTo(Sink sink) {
                table.rows().forEach(sink::row);
              }
            });
      }
      assertThat(load.danglingKeys()).isEmpty();
      load.commit();
    }
  }

  private static Set<List<@Nullable String>> values(
      List<FakeTable> made, String name, List<String> columns) {
    FakeTable table =
        made.stream().filter(t -> t.table().name().equals(name)).findFirst().orElseThrow();
    int[] fields = columns.stream().mapToInt(table.columns()::indexOf).toArray();
    return table.rows().stream()
        .map(row -> Arrays.stream(fields).mapToObj(row::get).collect(Collectors.toList()))
        .collect(Collectors.toSet());
  }

  private void execute(String sql) throws SQLException {
    execute(server, sql);
  }

  private static void execute(DatabaseServer server, String sql) throws SQLException {
    try (Connection connection = server.dataSource(SessionLimits.NONE).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private List<String> texts(String query) throws SQLException {
    try (Connection connection = server.dataSource(SessionLimits.NONE).getConnection();
        Statement statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      List<String> texts = new ArrayList<>();
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
      return texts;
    }
  }
}
