// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import dev.dbagent.engine.DatabaseAddress;
import dev.dbagent.engine.SessionLimits;
import dev.dbagent.model.Secret;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** New connections to one server; there is no pool. Prints without a secret. */
final class ServerDataSource implements DataSource {

  private static final int CONNECT_SECONDS = 10;

  private final PGSimpleDataSource server = new PGSimpleDataSource();
  private final Secret password;
  private final Runnable first;

  ServerDataSource(int port, String databaseName, Secret password, SessionLimits limits) {
    this(port, databaseName, password, limits, () -> {});
  }

  /**
   * @param first is run before each connection
   */
  ServerDataSource(
      int port, String databaseName, Secret password, SessionLimits limits, Runnable first) {
    this.password = password;
    this.first = first;
    server.setServerNames(new String[] {"127.0.0.1"});
    server.setPortNumbers(new int[] {port});
    server.setDatabaseName(databaseName);
    server.setUser(ServerOptions.SUPERUSER);
    server.setPassword(password.reveal());
    server.setApplicationName("db-agent");
    server.setAssumeMinServerVersion("14");
    server.setSslMode("disable");
    server.setGssEncMode("disable");
    server.setConnectTimeout(CONNECT_SECONDS);
    server.setOptions(
        "-c statement_timeout="
            + limits.statement().toMillis()
            + " -c lock_timeout="
            + limits.lock().toMillis());
  }

  DatabaseAddress address() {
    return new DatabaseAddress(String.valueOf(server.getUrl()), ServerOptions.SUPERUSER, password);
  }

  @Override
  public Connection getConnection() throws SQLException {
    first.run();
    Connection connection = server.getConnection();
    try (Statement statement = connection.createStatement()) {
      // The driver asks for the JVM's zone when it connects, which beats every other setting.
      statement.execute("SET TIME ZONE 'UTC'");
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
    return connection;
  }

  /** There is one user. */
  @Override
  public Connection getConnection(String username, String secret) throws SQLException {
    throw new SQLFeatureNotSupportedException("this data source knows its user itself");
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter out) {}

  @Override
  public void setLoginTimeout(int seconds) {}

  @Override
  public int getLoginTimeout() {
    return 0;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException("this data source does not log");
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    if (type.isInstance(this)) {
      return type.cast(this);
    }
    throw new SQLException("not a " + type.getName());
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }

  @Override
  public String toString() {
    return "127.0.0.1:" + server.getPortNumbers()[0] + "/" + server.getDatabaseName();
  }
}
