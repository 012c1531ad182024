// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.engine.SessionLimits;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Watches the session in which migrations run for what one of them leaves there for the next, and
 * ends the run of Flyway where a checkpoint is due and nothing is left. It looks when Flyway has
 * ended the transaction of a migration and put back what it puts back itself.
 */
final class SessionWatch {

  /** Begins a path before which Flyway put no schema of its own. */
  private static final String UNTOUCHED = "\"$user\"";

  private final DatabaseServer server;
  private final MigrationHistory history;
  private final Prefixes prefixes;
  private final Checkpoints checkpoints;

  private @Nullable ScriptParameters parameters;
  private @Nullable Beginning beginning;
  private boolean clean;
  private boolean toEnd;
  private boolean last = true;

  /**
   * A session before its first migration.
   *
   * @param carried what it carries already
   * @param schema where a new session makes what has no schema
   */
  private record Beginning(Set<String> carried, String path, String user, String schema) {}

  SessionWatch(
      DatabaseServer server, MigrationHistory history, Prefixes prefixes, Checkpoints checkpoints) {
    this.server = server;
    this.history = history;
    this.prefixes = prefixes;
    this.checkpoints = checkpoints;
  }

  /** Another run of Flyway begins, and with it another session. */
  void begin() {
    beginning = null;
    clean = false;
  }

  /**
   * Tells of the run of Flyway that begins.
   *
   * @param toEndSoon whether it is to end after one migration, if it may
   * @param isLast whether nothing is left to be done after it
   */
  void expect(boolean toEndSoon, boolean isLast) {
    toEnd = toEndSoon;
    last = isLast;
  }

  /** Whether the last run of Flyway left nothing in its session. */
  boolean isClean() {
    return clean;
  }

  /**
   * A migration is about to run.
   *
   * @param isVersioned whether it is a versioned one
   * @param done how many migrations are in the database
   * @throws Pause when the run of Flyway is to end here
   */
  void before(Connection connection, boolean isVersioned, int done) throws SQLException {
    if (parameters().areHidden()) {
      return;
    }
    Beginning begun = beginning;
    if (begun == null) {
      beginning =
          new Beginning(
              carriedOver(connection),
              one(connection, "SHOW search_path"),
              one(connection, "SELECT current_user"),
              schemaOfNewSession());
      return;
    }
    boolean isPrefix = isVersioned ? done < prefixes.size() : done == prefixes.size();
    if (isPrefix
        && prefixes.allow(done)
        && checkpoints.isDue(done)
        && carriedOver(connection).equals(begun.carried())
        && schemaOfNewSession().equals(begun.schema())) {
      throw new Pause(done, true);
    }
    if (toEnd && isPutBack(begun.path())) {
      throw new Pause(done, false);
    }
  }

  /** Whether Flyway puts back the path itself before each migration. */
  private static boolean isPutBack(String path) {
    return path.startsWith("\"") && !path.startsWith(UNTOUCHED);
  }

  /** Flyway is through; what it would put back before a next migration is put back here. */
  void after(Connection connection) {
    Beginning begun = beginning;
    if (begun == null || !last) {
      return;
    }
    try {
      server.restoreLimits(connection);
      putBack(connection, begun);
      clean =
          isAlike(begun.carried(), carriedOver(connection))
              && schemaOfNewSession().equals(begun.schema());
    } catch (SQLException e) {
      // Not even this can be asked any more: nobody is to go on from here.
      clean = false;
    }
  }

  private static void putBack(Connection connection, Beginning begun) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET ROLE \"" + begun.user().replace("\"", "\"\"") + '"');
    }
    if (isPutBack(begun.path())) {
      String setting = "SELECT pg_catalog.set_config('search_path', ?, false)";
      try (PreparedStatement statement = connection.prepareStatement(setting)) {
        statement.setString(1, begun.path());
        statement.execute();
      }
    }
  }

  /** Flyway has given up its own lock by now. */
  private static boolean isAlike(Set<String> begun, Set<String> ended) {
    Set<String> gone = new HashSet<>(begun);
    gone.removeAll(ended);
    return begun.containsAll(ended)
        && gone.stream().allMatch(fact -> fact.startsWith(DatabaseServer.LOCK));
  }

  private Set<String> carriedOver(Connection connection) throws SQLException {
    return server.carriedOver(connection, parameters().names());
  }

  /** Flyway looks for its table there; a script may have made another schema come first. */
  private String schemaOfNewSession() throws SQLException {
    try (Connection connection = server.dataSource(SessionLimits.NONE).getConnection()) {
      return one(connection, "SELECT current_schema()");
    }
  }

  private ScriptParameters parameters() {
    if (parameters == null) {
      parameters = ScriptParameters.of(history);
    }
    return parameters;
  }

  private static String one(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return String.valueOf(row.getString(1));
    }
  }
}
