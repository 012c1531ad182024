// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.junit;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** What tests do with customers. */
final class Rows {

  private Rows() {}

  static void add(DataSource dataSource, String name) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("INSERT INTO customer (name) VALUES ('" + name + "')");
    }
  }

  static String names(DataSource dataSource) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      return names(connection);
    }
  }

  static String names(Connection connection) throws SQLException {
    return value(connection, "SELECT string_agg(name, ',' ORDER BY id) FROM customer");
  }

  static String value(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }
}
