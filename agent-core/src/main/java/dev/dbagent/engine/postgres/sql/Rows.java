// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres.sql;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads the rows of a query into values. */
final class Rows {

  private Rows() {}

  /** Makes a value of the row that the result stands on. */
  interface Reading<T> {
    T of(ResultSet row) throws SQLException;
  }

  /**
   * Reads all rows, in order.
   *
   * @param parameters texts, or arrays of text
   */
  static <T> List<T> read(
      Connection connection, String query, Reading<T> reading, Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      try (ResultSet row = statement.executeQuery()) {
        List<T> values = new ArrayList<>();
        while (row.next()) {
          values.add(reading.of(row));
        }
        return values;
      }
    }
  }

  /** The first columns of a row as texts; NULL as the word. */
  static List<String> texts(ResultSet row, int columns) throws SQLException {
    List<String> values = new ArrayList<>();
    for (int i = 1; i <= columns; i++) {
      values.add(String.valueOf(row.getString(i)));
    }
    return values;
  }

  /** A column of type text[], without NULL in it. */
  static List<String> texts(ResultSet row, String column) throws SQLException {
    Array array = row.getArray(column);
    return List.of((String[]) array.getArray());
  }
}
