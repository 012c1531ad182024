// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of one replay: each run of Flyway opens its connections in the same order, and gets
 * those of the run before it. So a script finds in its session what the scripts before it left
 * there, whichever run they belonged to.
 */
final class KeptSessions implements DataSource, AutoCloseable {

  private final DataSource source;
  private final List<Connection> kept = new ArrayList<>();
  private int opened;

  KeptSessions(DataSource source) {
    this.source = source;
  }

  /** The next connection to be opened is the first one of another run. */
  void begin() {
    opened = 0;
  }

  @Override
  public Connection getConnection() throws SQLException {
    if (opened == kept.size()) {
      kept.add(source.getConnection());
    }
    return unclosable(kept.get(opened++));
  }

  private static Connection unclosable(Connection connection) {
    return (Connection)
        Proxy.newProxyInstance(
            KeptSessions.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("close")) {
                return null;
              }
              try {
                return method.invoke(connection, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  /** Ends the sessions; the next connection is of a new one. */
  @Override
  public void close() {
    for (Connection connection : kept) {
      try {
        connection.close();
      } catch (SQLException e) {
        // It is gone, which is all that was wanted.
      }
    }
    kept.clear();
    begin();
  }

  @Override
  public Connection getConnection(String username, String secret) throws SQLException {
    return source.getConnection(username, secret);
  }

  @Override
  public @Nullable PrintWriter getLogWriter() throws SQLException {
    return source.getLogWriter();
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter out) throws SQLException {
    source.setLogWriter(out);
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    source.setLoginTimeout(seconds);
  }

  @Override
  public int getLoginTimeout() throws SQLException {
    return source.getLoginTimeout();
  }

  @Override
  public Logger getParentLogger() throws java.sql.SQLFeatureNotSupportedException {
    return source.getParentLogger();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return source.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return source.isWrapperFor(type);
  }

  @Override
  public String toString() {
    return source.toString();
  }
}
