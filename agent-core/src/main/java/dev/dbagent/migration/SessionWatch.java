// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.engine.SessionLimits;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Watches the session in which migrations run for what one of them leaves there for the next, and
 * ends the run of Flyway where a checkpoint is due and nothing is left. It looks when Flyway has
 * ended the transaction of a migration and put back what it puts back itself.
 */
final class SessionWatch {

  /** As Flyway finds and leaves it where its own schema comes first on the path already. */
  private static final String UNTOUCHED = "\"$user\"";

  private final DatabaseServer server;
  private final MigrationHistory history;
  private final Prefixes prefixes;
  private final Checkpoints checkpoints;

  private @Nullable ScriptParameters parameters;
  private @Nullable String beginning;
  private String path = "";
  private String user = "";
  private String schema = "";
  private boolean clean;

  SessionWatch(
      DatabaseServer server,
      MigrationHistory history,
      Prefixes prefixes,
      Checkpoints checkpoints) {
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

  /** Whether the last run of Flyway, had it ended here, left nothing in its session. */
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
    if (beginning == null) {
      beginning = carriedOver(connection);
      path = one(connection, "SHOW search_path");
      user = one(connection, "SELECT current_user");
      schema = schemaOfNewSession();
      return;
    }
    boolean isPrefix = isVersioned ? done < prefixes.size() : done == prefixes.size();
    if (isPrefix && prefixes.allow(done) && checkpoints.isDue(done) && isAsNew(connection)) {
      throw new Pause(done);
    }
  }

  /** Flyway is through; what it would do before a next migration is done here instead. */
  void after(Connection connection) {
    if (beginning == null) {
      return;
    }
    try {
      server.restoreLimits(connection);
      execute(connection, "SET ROLE \"" + user.replace("\"", "\"\"") + '"');
      if (path.startsWith("\"") && !path.startsWith(UNTOUCHED)) {
        execute(connection, "SET search_path = " + path);
      }
      clean = isAsNew(connection);
    } catch (SQLException e) {
      // Not even this can be asked any more: nobody is to go on from here.
      clean = false;
    }
  }

  private boolean isAsNew(Connection connection) throws SQLException {
    return Objects.equals(beginning, carriedOver(connection))
        && schema.equals(schemaOfNewSession());
  }

  private String carriedOver(Connection connection) throws SQLException {
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

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String one(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return String.valueOf(row.getString(1));
    }
  }
}
