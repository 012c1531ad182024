// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres.clones;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * New connections to one database, as the driver makes them. Many tests at once may want more than
 * the server has: then they wait for each other. Prints without a secret.
 */
final class CloneDataSource implements DataSource {

  /** PostgreSQL manual, appendix A. */
  private static final String TOO_MANY_CONNECTIONS = "53300";

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final long POLL_MILLIS = 20;
  private static final int CONNECT_SECONDS = 10;

  private final PGSimpleDataSource server = new PGSimpleDataSource();

  CloneDataSource(CloneServer clones, String database, Account account) {
    server.setServerNames(new String[] {"127.0.0.1"});
    server.setPortNumbers(new int[] {clones.port()});
    server.setDatabaseName(database);
    server.setUser(account.role());
    server.setPassword(clones.password(account).reveal());
    server.setSslMode("disable");
    server.setGssEncMode("disable");
    server.setConnectTimeout(CONNECT_SECONDS);
  }

  @Override
  public Connection getConnection() throws SQLException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        return server.getConnection();
      } catch (SQLException e) {
        if (!TOO_MANY_CONNECTIONS.equals(e.getSQLState()) || System.nanoTime() > deadline) {
          throw e;
        }
        pause(e);
      }
    }
  }

  private static void pause(SQLException full) throws SQLException {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw full;
    }
  }

  /** For whoever brings a role of its own, made by a migration. */
  @Override
  public Connection getConnection(String username, String secret) throws SQLException {
    return server.getConnection(username, secret);
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
