// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres.sql;

import dev.dbagent.engine.BulkRead;
import dev.dbagent.engine.RowSource;
import dev.dbagent.engine.TableShape;
import dev.dbagent.engine.TableShape.ColumnShape;
import dev.dbagent.engine.TableShape.Fill;
import dev.dbagent.model.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads by COPY; what decides how values look is set for the transaction. */
public final class PostgresBulkRead implements BulkRead {

  /**
   * What decides how values look, or which rows are seen (PostgreSQL manual, "Client Connection
   * Defaults" and "Row Security Policies"), and what a database or a role may have set to something
   * else.
   */
  private static final List<String> SETTINGS =
      List.of(
          "LOCAL datestyle = 'ISO, MDY'",
          "LOCAL intervalstyle = 'postgres'",
          "LOCAL timezone = 'UTC'",
          "LOCAL bytea_output = 'hex'",
          "LOCAL extra_float_digits = 1",
          "LOCAL xmlbinary = 'base64'",
          "LOCAL search_path = pg_catalog",
          "LOCAL lc_monetary = 'C'",
          "LOCAL row_security = off");

  /**
   * A constant as the server prints it: NULL, a truth value, a number or a text, with one cast at
   * most. A cast from text to a type that looks things up may give something else tomorrow.
   */
  private static final Pattern CONSTANT =
      Pattern.compile(
          "(NULL|true|false|\\(?-?[0-9][0-9.eE+-]*\\)?|'(?:[^']|'')*')"
              + "(::(?!reg)[a-zA-Z0-9_ .\"]+(\\([0-9, ]+\\))?(\\[\\])*)?");

  private final Connection connection;
  private final ServerFaults faults;
  private final Transaction transaction;

  /**
   * Begins to read.
   *
   * @param connection of a superuser, without limits on time; it is closed in the end
   */
  public PostgresBulkRead(Connection connection, ServerFaults faults) {
    this(connection, faults, "TRANSACTION ISOLATION LEVEL REPEATABLE READ");
  }

  private PostgresBulkRead(Connection connection, ServerFaults faults, String mode) {
    this.connection = connection;
    this.faults = faults;
    String[] settings = Stream.concat(Stream.of(mode), SETTINGS.stream()).toArray(String[]::new);
    this.transaction = new Transaction(connection, faults, "read", settings);
  }

  /**
   * Begins to read where nothing may be written: the server refuses whatever would, and so {@link
   * #asHeld} and {@link #inOrder}.
   *
   * @param connection of anybody who may read; it is closed in the end. Where row level security
   *     would hide rows the server refuses to read
   */
  public static PostgresBulkRead untouched(Connection connection, ServerFaults faults) {
    return new PostgresBulkRead(
        connection, faults, "TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
  }

  @Override
  public List<TableShape> tables() {
    return transaction.asked(
        () -> {
          Map<Long, List<ColumnShape>> columns = new LinkedHashMap<>();
          for (ColumnRow column : Rows.read(connection, ReadQueries.COLUMNS, ColumnRow::of)) {
            columns
                .computeIfAbsent(column.table(), id -> new ArrayList<>())
                .add(column.shape(fill(column)));
          }
          return Rows.read(
              connection,
              ReadQueries.TABLES,
              row ->
                  new TableShape(
                      row.getLong("oid"),
                      new TableName(row.getString("schema"), row.getString("name")),
                      row.getBoolean("partition"),
                      columns.getOrDefault(row.getLong("oid"), List.of()),
                      Rows.texts(row, "key")));
        });
  }

  private record ColumnRow(
      long table,
      int number,
      String name,
      String type,
      boolean isGenerated,
      boolean isIdentity,
      @Nullable String expression) {

    static ColumnRow of(ResultSet row) throws SQLException {
      return new ColumnRow(
          row.getLong("relation"),
          row.getInt("attnum"),
          row.getString("name"),
          row.getString("type"),
          row.getBoolean("generated"),
          row.getBoolean("identity"),
          row.getString("expression"));
    }

    ColumnShape shape(Fill filling) {
      return new ColumnShape(number, name, type, isGenerated, filling);
    }
  }

  private Fill fill(ColumnRow column) throws SQLException {
    String expression = column.expression();
    if (column.isIdentity() || column.isGenerated()) {
      return new Fill(false, null);
    }
    if (expression == null) {
      return new Fill(true, null);
    }
    if (!CONSTANT.matcher(expression).matches()) {
      return new Fill(false, null);
    }
    List<Fill> value = new ArrayList<>();
    String cast = "CAST(" + expression + " AS " + column.type() + ")";
    CopiedRows.of(
        connection,
        "SELECT " + shown(cast, column.type()),
        values -> value.add(new Fill(true, values.get(0))));
    return value.get(0);
  }

  @Override
  public void rows(TableShape table, RowSource.Sink sink) {
    if (table.stored().isEmpty()) {
      return;
    }
    String columns =
        table.stored().stream()
            .map(column -> shown("t." + Identifier.quoted(column.name()), column.type()))
            .collect(Collectors.joining(", "));
    transaction.asked(
        () -> {
          CopiedRows.of(
              connection,
              "SELECT %s FROM %s AS t ORDER BY %s"
                  .formatted(columns, Identifier.quoted(table.name()), order(table)),
              sink);
          return true;
        });
  }

  /**
   * As people write it: true and not t, and without the blanks that fill up a column of fixed
   * length and mean nothing.
   */
  private static String shown(String expression, String type) {
    boolean isPadded = type.startsWith("character(") || type.equals("bpchar");
    return isPadded || type.equals("boolean") ? expression + "::text" : expression;
  }

  /** Keys by their own order, but text by code point; a table without a key by the text of all. */
  private static String order(TableShape table) {
    if (table.key().isEmpty()) {
      return table.stored().stream()
          .map(column -> "t." + Identifier.quoted(column.name()) + "::text COLLATE \"C\"")
          .collect(Collectors.joining(", "));
    }
    return table.key().stream()
        .map(name -> ordered(name, typeOf(name, table)))
        .collect(Collectors.joining(", "));
  }

  private static String ordered(String name, String type) {
    String column = "t." + Identifier.quoted(name);
    boolean isText = type.startsWith("character") || type.equals("text") || type.endsWith("citext");
    return isText ? column + "::text COLLATE \"C\"" : column;
  }

  @Override
  public List<List<@Nullable String>> asHeld(TableShape table, RowSource rows) {
    return probed(table, rows, Probe.ROW);
  }

  @Override
  public List<List<@Nullable String>> inOrder(TableShape table, RowSource rows) {
    return probed(table, rows, order(table) + ", " + Probe.ROW);
  }

  private List<List<@Nullable String>> probed(TableShape table, RowSource rows, String order) {
    return transaction.asked(
        () -> {
          List<List<@Nullable String>> held = new ArrayList<>();
          try (Probe probe = Probe.of(connection, table.name())) {
            probe.fill(rows, faults);
            String columns =
                rows.columns().stream()
                    .map(column -> shown(Identifier.quoted(column), typeOf(column, table)))
                    .collect(Collectors.joining(", "));
            CopiedRows.of(
                connection,
                "SELECT " + columns + " FROM " + probe.name() + " AS t ORDER BY " + order,
                held::add);
          }
          return held;
        });
  }

  private static String typeOf(String column, TableShape table) {
    return table.column(column).map(ColumnShape::type).orElse("");
  }

  /** Nothing was written that is to stay. */
  @Override
  public void close() {
    transaction.end();
  }
}
