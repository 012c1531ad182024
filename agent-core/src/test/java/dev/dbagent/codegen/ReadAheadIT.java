// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.engine.SessionLimits;
import dev.dbagent.model.TableName;
import dev.dbagent.testing.RealEngine;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever asks for the columns of many tables gets the same rows, and most of them sooner. */
class ReadAheadIT {

  private static final String COLUMNS =
      "SELECT column_name, ordinal_position, column_default, is_nullable = 'YES' AS nullable"
          + " FROM information_schema.columns WHERE table_schema = ? AND table_name = ?"
          + " ORDER BY ordinal_position";

  /** Without a column of that name nobody knows how to put many answers in order. */
  private static final String UNORDERED =
      COLUMNS.replace("ordinal_position,", "ordinal_position AS place,");

  private static final int TABLES = 100;

  /** Before it is known what will be asked next. */
  private static final int FIRST = 1;

  private static final String MANY_TABLES =
      """
      CREATE SCHEMA "odd 'one";
      CREATE TABLE "odd 'one"."what's ? this\\" (a int, "b?" text DEFAULT '?');
      CREATE TABLE public.nothing ();
      CREATE TABLE public.parted (id int, at date) PARTITION BY RANGE (at);
      CREATE TABLE public.parted_1 PARTITION OF parted FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
      CREATE TABLE public.child (more text) INHERITS (public.nothing);
      CREATE VIEW public.seen AS SELECT 1 AS one, NULL::numeric(9, 2)[] AS two;
      CREATE MATERIALIZED VIEW public.kept AS SELECT 'x'::varchar(3) AS one;
      DO $$ BEGIN
        FOR i IN 1 .. 93 LOOP
          EXECUTE format(
            'CREATE TABLE public.table_%s (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, a text NOT NULL DEFAULT %L,'
            ' b numeric(%s, 2), parent int REFERENCES public.table_%s, c text[], UNIQUE (a, b))',
            i, 'value ' || i, i % 20 + 5, greatest(i - 7, 1));
          EXECUTE format('ALTER TABLE public.table_%s DROP c', i);
          EXECUTE format('COMMENT ON COLUMN public.table_%s.a IS %L', i, 'about ' || i);
        END LOOP;
      END $$;
      """;

  private static DatabaseServer server;

  private final List<String> asked = new ArrayList<>();
  private List<TableName> tables;

  @BeforeAll
  static void fill() throws SQLException {
    server = RealEngine.start();
    try (Connection connection = open();
        Statement statement = connection.createStatement()) {
      statement.execute(MANY_TABLES);
    }
  }

  @AfterAll
  static void end() {
    server.close();
  }

  @BeforeEach
  void list() throws SQLException {
    tables = new ArrayList<>();
    try (Connection connection = open();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT nspname, relname FROM pg_class"
                    + " JOIN pg_namespace n ON n.oid = relnamespace WHERE relkind IN ('r', 'p', 'v', 'm')"
                    + " AND (nspname = 'public' OR nspname LIKE 'odd%') ORDER BY 1, 2")) {
      while (rows.next()) {
        tables.add(new TableName(rows.getString(1), rows.getString(2)));
      }
    }
    assertThat(tables).hasSize(TABLES);
  }

  @Test
  void the_rows_are_those_of_single_queries_and_one_of_these_is_put() throws SQLException {
    assertThat(readAhead(tables, COLUMNS, ReadAheadIT::open)).isEqualTo(oneByOne(tables, COLUMNS));
    assertThat(asked).hasSize(FIRST);
  }

  @Test
  void tables_may_be_asked_for_in_any_order_and_again() throws SQLException {
    List<TableName> order =
        IntStream.range(0, 2 * TABLES).mapToObj(i -> tables.get(i * 37 % TABLES)).toList();

    assertThat(readAhead(order, COLUMNS, ReadAheadIT::open)).isEqualTo(oneByOne(order, COLUMNS));
  }

  @Test
  void other_queries_are_put_as_they_are() throws SQLException {
    assertThat(readAhead(tables, UNORDERED, ReadAheadIT::open))
        .isEqualTo(oneByOne(tables, UNORDERED));
    assertThat(asked).hasSize(TABLES);
  }

  @Test
  void without_another_session_each_query_is_put_itself() throws SQLException {
    ReadAhead.Sessions none =
        () -> {
          throw new SQLException("too many");
        };

    assertThat(readAhead(tables, COLUMNS, none)).isEqualTo(oneByOne(tables, COLUMNS));
    assertThat(asked).hasSize(TABLES);
  }

  @Test
  void for_a_few_tables_no_session_is_opened() throws SQLException {
    List<TableName> few = tables.subList(0, 10);
    AtomicInteger opened = new AtomicInteger();
    ReadAhead.Sessions counted =
        () -> {
          opened.incrementAndGet();
          return open();
        };

    assertThat(readAhead(few, COLUMNS, counted)).isEqualTo(oneByOne(few, COLUMNS));
    assertThat(opened).hasValue(0);

    assertThat(readAhead(tables, COLUMNS, counted)).hasSize(TABLES);
    assertThat(opened).as("for many, one").hasValue(1);
  }

  @Test
  void what_the_database_says_of_a_query_is_thrown() throws SQLException {
    try (Connection connection = open();
        ReadAhead ahead = new ReadAhead(() -> connection, ReadAheadIT::open)) {
      ahead.expect(tables);
      Connection asking = ahead.connection();

      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(() -> rows(asking, "SELECT ? || ? FROM nowhere", tables.get(0)))
          .withMessageContaining("nowhere");
    }
  }

  @Test
  void foreign_keys_are_asked_for_once_before_they_are_wanted() throws SQLException {
    try (Connection connection = open();
        ReadAhead ahead = new ReadAhead(() -> withoutKeys(connection), ReadAheadIT::open)) {
      ahead.expect(TABLES);

      assertThat(exportedKeys(ahead.connection()))
          .hasSizeGreaterThan(TABLES / 2)
          .isEqualTo(exportedKeys(connection));
      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(() -> exportedKeys(ahead.connection()))
          .withMessage("asked");
    }
  }

  @Test
  void without_another_session_foreign_keys_are_asked_for_when_they_are_wanted()
      throws SQLException {
    ReadAhead.Sessions none =
        () -> {
          throw new SQLException("too many");
        };
    try (Connection connection = open();
        ReadAhead ahead = new ReadAhead(() -> connection, none)) {
      ahead.expect(TABLES);

      assertThat(exportedKeys(ahead.connection())).isEqualTo(exportedKeys(connection));
    }
  }

  @Test
  void why_there_is_no_connection_is_told_to_whoever_uses_it() {
    ReadAhead.Sessions none =
        () -> {
          throw new SQLException("too many");
        };
    try (ReadAhead ahead = new ReadAhead(none, none)) {
      Connection connection = ahead.connection();

      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(() -> connection.prepareStatement(COLUMNS))
          .withMessage("too many");
    }
  }

  private static List<List<String>> exportedKeys(Connection connection) throws SQLException {
    List<List<String>> keys = new ArrayList<>();
    try (ResultSet rows = connection.getMetaData().getExportedKeys(null, null, null)) {
      int columns = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        List<String> key = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          key.add(rows.getMetaData().getColumnName(i) + rows.getString(i));
        }
        keys.add(key);
      }
    }
    return keys;
  }

  /** One that does not answer the question. */
  private static Connection withoutKeys(Connection connection) throws SQLException {
    DatabaseMetaData database = connection.getMetaData();
    Object silent =
        Proxy.newProxyInstance(
            ReadAheadIT.class.getClassLoader(),
            new Class<?>[] {DatabaseMetaData.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("getExportedKeys")) {
                throw new SQLException("asked");
              }
              return method.invoke(database, arguments);
            });
    return (Connection)
        Proxy.newProxyInstance(
            ReadAheadIT.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) ->
                method.getName().equals("getMetaData")
                    ? silent
                    : method.invoke(connection, arguments));
  }

  @Test
  void the_code_is_that_of_jooq_without_it(@TempDir Path folder) throws Exception {
    try (GeneratorStage stage = new GeneratorStage(folder.resolve("jooq"))) {
      stage.execute(MANY_TABLES);

      stage.generate(null);
      var ahead = stage.files();
      stage.generate(
          "<generator><database><name>"
              + PlainDatabase.class.getName()
              + "</name></database></generator>");

      assertThat(ahead).hasSizeGreaterThan(2 * TABLES).isEqualTo(stage.files());
    }
  }

  private static Connection open() throws SQLException {
    return server.dataSource(SessionLimits.NONE).getConnection();
  }

  private List<String> readAhead(List<TableName> order, String sql, ReadAhead.Sessions sessions)
      throws SQLException {
    try (Connection connection = open();
        ReadAhead ahead = new ReadAhead(() -> counted(connection), sessions)) {
      ahead.expect(order.stream().distinct().toList());
      return all(ahead.connection(), sql, order);
    }
  }

  private static List<String> oneByOne(List<TableName> order, String sql) throws SQLException {
    try (Connection connection = open()) {
      return all(connection, sql, order);
    }
  }

  private static List<String> all(Connection connection, String sql, List<TableName> order)
      throws SQLException {
    List<String> all = new ArrayList<>();
    for (TableName table : order) {
      all.add(table + ": " + rows(connection, sql, table));
    }
    return all;
  }

  /** As jOOQ asks. */
  private static List<String> rows(Connection connection, String sql, TableName table)
      throws SQLException {
    List<String> found = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, table.schema());
      statement.setString(2, table.name());
      assertThat(statement.execute()).isTrue();
      try (ResultSet rows = statement.getResultSet()) {
        while (rows.next()) {
          String value = rows.getString(3);
          boolean isNull = rows.wasNull();
          found.add(
              rows.getString(1)
                  + rows.getInt(2)
                  + (isNull ? "" : value)
                  + rows.getBoolean("nullable"));
        }
      }
    }
    return found;
  }

  /** Remembers the statements that were executed on it. */
  private Connection counted(Connection connection) {
    return (Connection)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) ->
                method.getName().equals("prepareStatement")
                    ? counted(connection.prepareStatement((String) arguments[0]))
                    : method.invoke(connection, arguments));
  }

  private PreparedStatement counted(PreparedStatement statement) {
    return (PreparedStatement)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {PreparedStatement.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("execute")) {
                asked.add(statement.toString());
              }
              return method.invoke(statement, arguments);
            });
  }
}
