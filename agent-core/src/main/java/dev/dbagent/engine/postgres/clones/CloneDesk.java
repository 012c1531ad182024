// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres.clones;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes and drops copies of the template, one at a time, over one connection that it opens when it
 * is first used.
 */
final class CloneDesk {

  /** PostgreSQL manual, appendix A. */
  private static final String DUPLICATE_DATABASE = "42P04";

  /** From here on the way of copying can be chosen (manual, CREATE DATABASE). */
  private static final int STRATEGY = 15;

  /**
   * A backend whose client has just gone is still there for some milliseconds, and a DROP that
   * meets it waits a tenth of a second.
   */
  private static final Duration LINGERING = Duration.ofSeconds(1);

  private static final long POLL_MILLIS = 2;

  private final CloneServer server;
  private Connection connection;

  private CloneDesk(CloneServer server, Connection connection) {
    this.server = server;
    this.connection = connection;
  }

  static CloneDesk at(CloneServer server) throws SQLException {
    return new CloneDesk(server, connection(server));
  }

  private static Connection connection(CloneServer server) throws SQLException {
    return new CloneDataSource(server, server.lobby(), Account.OWNER).getConnection();
  }

  /**
   * Makes a copy.
   *
   * @return false when there is a database of that name
   */
  synchronized boolean create(String name) throws SQLException {
    try (Statement statement = connected().createStatement()) {
      statement.execute(creation(server.template(), name, version()));
      statement.execute(settings(server.template(), name));
      return true;
    } catch (SQLException e) {
      if (DUPLICATE_DATABASE.equals(e.getSQLState())) {
        return false;
      }
      throw e;
    }
  }

  /**
   * Copying files costs half of what writing each block to the log costs, or less, while the
   * template is at rest and nothing is synced to disk.
   */
  static String creation(String template, String name, int version) {
    return "CREATE DATABASE %s TEMPLATE %s%s"
        .formatted(
            quoted(name), quoted(template), version >= STRATEGY ? " STRATEGY file_copy" : "");
  }

  /** A copy has what the template has, except for what ALTER DATABASE and ALTER ROLE said of it. */
  static String settings(String template, String name) {
    return "INSERT INTO pg_db_role_setting SELECT c.oid, s.setrole, s.setconfig"
        + " FROM pg_db_role_setting s"
        + " JOIN pg_database t ON t.oid = s.setdatabase, pg_database c"
        + " WHERE t.datname = "
        + literal(template)
        + " AND c.datname = "
        + literal(name);
  }

  /** For good; sessions that are ending are waited for. */
  synchronized void refuseConnectionsTo(String name) throws SQLException {
    try (Statement statement = connected().createStatement()) {
      statement.execute("ALTER DATABASE " + quoted(name) + " ALLOW_CONNECTIONS false");
    }
    awaitEndOfSessions(name);
  }

  /** Drops a copy when its sessions have gone, or after a while with them. */
  synchronized void drop(String name) throws SQLException {
    awaitEndOfSessions(name);
    try (Statement statement = connected().createStatement()) {
      statement.execute("DROP DATABASE IF EXISTS " + quoted(name) + " WITH (FORCE)");
    }
  }

  private void awaitEndOfSessions(String name) throws SQLException {
    long deadline = System.nanoTime() + LINGERING.toNanos();
    while (isInUse(name) && System.nanoTime() < deadline) {
      pause();
    }
  }

  private boolean isInUse(String name) throws SQLException {
    return !read("SELECT 1 FROM pg_stat_activity WHERE datname = ? LIMIT 1", name).isEmpty();
  }

  /** Lets a copy stay whose process may be gone. */
  synchronized void keep(String name) throws SQLException {
    try (Statement statement = connected().createStatement()) {
      statement.execute("COMMENT ON DATABASE " + quoted(name) + " IS 'kept'");
    }
  }

  /** The copies whose names begin so, without those that are to stay. */
  synchronized List<String> copies(String prefix) throws SQLException {
    return read(
        "SELECT datname FROM pg_database"
            + " WHERE starts_with(datname, ?) AND shobj_description(oid, 'pg_database') IS NULL",
        prefix);
  }

  private List<String> read(String query, String parameter) throws SQLException {
    try (PreparedStatement statement = connected().prepareStatement(query)) {
      statement.setString(1, parameter);
      try (ResultSet row = statement.executeQuery()) {
        List<String> values = new ArrayList<>();
        while (row.next()) {
          values.add(row.getString(1));
        }
        return values;
      }
    }
  }

  /** A test with the owner's rights can end any session. */
  private Connection connected() throws SQLException {
    if (connection.isClosed()) {
      connection = connection(server);
    }
    return connection;
  }

  private int version() throws SQLException {
    return connected().getMetaData().getDatabaseMajorVersion();
  }

  private static void pause() throws SQLException {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLException("interrupted while the sessions of a database ended", e);
    }
  }

  synchronized void close() throws SQLException {
    connection.close();
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  private static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
