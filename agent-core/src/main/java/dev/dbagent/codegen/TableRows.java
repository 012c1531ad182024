// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.codegen;

import dev.dbagent.model.TableName;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The columns of many tables, as a query finds them that is meant for one. */
final class TableRows {

  /** Rows of one table: the first one's number is one in JDBC. */
  private record Range(int first, int last) {

    static final Range EMPTY = new Range(1, 0);

    Range to(int row) {
      return new Range(first, row);
    }
  }

  private final ResultSet rows;
  private final Map<TableName, Range> ranges = new HashMap<>();

  private TableRows(ResultSet rows) {
    this.rows = rows;
  }

  /**
   * Puts the query for all of them at once. All rows are read then.
   *
   * @param sql finds the columns of a table, in their order; its two parameters are the table's
   *     schema and name
   */
  static TableRows read(Connection connection, String sql, List<TableName> tables)
      throws SQLException {
    PreparedStatement statement =
        connection.prepareStatement(
            ofMany(sql), ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY);
    Object[] schemas = tables.stream().map(TableName::schema).toArray();
    Object[] names = tables.stream().map(TableName::name).toArray();
    statement.setArray(1, connection.createArrayOf("text", schemas));
    statement.setArray(2, connection.createArrayOf("text", names));
    TableRows found = new TableRows(statement.executeQuery());
    found.divide(tables);
    return found;
  }

  private static String ofMany(String sql) {
    String ofOne = sql.replaceFirst("\\?", "wanted.schema_name").replaceFirst("\\?", "wanted.name");
    return "SELECT answer.*, wanted.place FROM unnest(?::text[], ?::text[]) WITH ORDINALITY"
        + " AS wanted (schema_name, name, place), LATERAL ("
        + ofOne
        + ") AS answer ORDER BY wanted.place, answer.ordinal_position";
  }

  private void divide(List<TableName> tables) throws SQLException {
    int place = rows.getMetaData().getColumnCount();
    while (rows.next()) {
      TableName table = tables.get(rows.getInt(place) - 1);
      int row = rows.getRow();
      ranges.put(table, ranges.getOrDefault(table, new Range(row, row)).to(row));
    }
  }

  /**
   * The rows of one of them, as its own query would give them; to be read forwards, and before
   * those of another.
   */
  ResultSet of(TableName table) throws SQLException {
    Range range = ranges.getOrDefault(table, Range.EMPTY);
    rows.absolute(range.first() - 1);
    return (ResultSet)
        Proxy.newProxyInstance(
            TableRows.class.getClassLoader(),
            new Class<?>[] {ResultSet.class},
            (proxy, method, arguments) -> {
              try {
                return switch (method.getName()) {
                  case "next" -> rows.getRow() < range.last() && rows.next();
                  case "close" -> null;
                  default -> method.invoke(rows, arguments);
                };
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
