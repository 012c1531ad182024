// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import static java.util.stream.Collectors.toSet;

import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.engine.SessionLimits;
import dev.dbagent.model.Meanwhile;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Watches the session in which migrations run for what one of them leaves there for the next, and
 * ends the run of Flyway where a checkpoint is due and nothing is left. It looks when Flyway has
 * ended the transaction of a migration and put back what it puts back itself.
 */
final class SessionWatch {

  /** Begins a path before which Flyway put no schema of its own. */
  private static final String UNTOUCHED = "\"$user\"";

  private static final String SET_PATH = "SELECT pg_catalog.set_config('search_path', ?, false)";

  private final DatabaseServer server;
  private final Prefixes prefixes;
  private final Checkpoints checkpoints;

  private final Meanwhile<ScriptParameters> parameters;
  private @Nullable Beginning beginning;
  private @Nullable Set<String> carried;
  private boolean clean;
  private boolean toEnd;
  private boolean last = true;

  /**
   * How a session is before its first migration; each one of a replay is.
   *
   * @param path that Flyway has set
   * @param fresh what a session is like that nobody has set anything in
   * @param locks Flyway's own
   */
  private record Beginning(String path, String user, String fresh, Set<String> locks) {}

  SessionWatch(
      DatabaseServer server, MigrationHistory history, Prefixes prefixes, Checkpoints checkpoints) {
    this.server = server;
    this.prefixes = prefixes;
    this.checkpoints = checkpoints;
    this.parameters = new Meanwhile<>("parameters", () -> ScriptParameters.of(history));
    parameters.begin();
  }

  /** Another session begins. */
  void begin() {
    carried = null;
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

  /** Whether Flyway puts back itself, before each migration, what is put back here. */
  boolean isPutBack() {
    Beginning begun = beginning;
    return begun != null && isPutBack(begun.path());
  }

  /** Whether the last run left nothing in its session. */
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
    if (parameters.get().areHidden()) {
      return;
    }
    Beginning begun = begun(connection);
    Set<String> atBegin = carried;
    if (atBegin == null) {
      carried = carriedOver(connection, begun);
      return;
    }
    boolean isPrefix = isVersioned ? done < prefixes.size() : done == prefixes.size();
    if (isPrefix
        && prefixes.allow(done)
        && checkpoints.isDue(done)
        && carriedOver(connection, begun).equals(atBegin)
        && fresh().equals(begun.fresh())) {
      throw new Pause(done, true);
    }
    if (toEnd && isPutBack(begun.path())) {
      throw new Pause(done, false);
    }
  }

  private Beginning begun(Connection connection) throws SQLException {
    Beginning begun = beginning;
    if (begun == null) {
      begun =
          new Beginning(
              path(connection),
              one(connection, "SELECT current_user"),
              fresh(),
              facts(connection)
                  .filter(fact -> fact.startsWith(DatabaseServer.LOCK))
                  .collect(toSet()));
      beginning = begun;
    }
    return begun;
  }

  /** Whether Flyway puts back the path itself before each migration. */
  private static boolean isPutBack(String path) {
    return path.startsWith("\"") && !path.startsWith(UNTOUCHED);
  }

  /** Flyway is through; what it would put back before a next migration is put back here. */
  void after(Connection connection) {
    Beginning begun = beginning;
    Set<String> atBegin = carried;
    if (begun == null || atBegin == null || !last) {
      return;
    }
    try {
      putBack(connection);
      clean = carriedOver(connection, begun).equals(atBegin) && fresh().equals(begun.fresh());
    } catch (SQLException e) {
      // Not even this can be asked any more: nobody is to go on from here.
      clean = false;
    }
  }

  /**
   * Makes a session ready for its next migration: with the limits of a new one, and with what
   * Flyway puts back, the role, and the search path if it has set it. Not before a session has
   * begun.
   */
  void putBack(Connection connection) throws SQLException {
    if (isPutBack(path())) {
      setPath(connection, puttingBack(), path());
    } else {
      execute(connection, roleAndLimits());
    }
  }

  /**
   * The statements that {@link #putBack} is where {@link #isPutBack}; they have one parameter, the
   * {@link #path()}.
   */
  String puttingBack() {
    return roleAndLimits() + "; " + SET_PATH;
  }

  private String roleAndLimits() {
    return role() + "; " + server.restoringLimits();
  }

  /** The search path of each session. */
  String path() {
    return begun().path();
  }

  /** The statement that puts back the role only, as Flyway does before it writes into its table. */
  String role() {
    return "SET ROLE \"" + begun().user().replace("\"", "\"\"") + '"';
  }

  private Beginning begun() {
    return Objects.requireNonNull(beginning, "no session has begun");
  }

  /** The search path of a session, as it can be set. */
  static String path(Connection connection) throws SQLException {
    return one(connection, "SHOW search_path");
  }

  static void setPath(Connection connection, String path) throws SQLException {
    setPath(connection, SET_PATH, path);
  }

  private static void setPath(Connection connection, String setting, String path)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(setting)) {
      statement.setString(1, path);
      statement.execute();
    }
  }

  private Set<String> carriedOver(Connection connection, Beginning begun) throws SQLException {
    return facts(connection).filter(fact -> !begun.locks().contains(fact)).collect(toSet());
  }

  private Stream<String> facts(Connection connection) throws SQLException {
    return server.carriedOver(connection, parameters.get().names()).stream();
  }

  /**
   * Where a new session makes what has no schema, and where it looks for it: Flyway looks for its
   * table there, and a script may have made another schema come first.
   */
  private String fresh() throws SQLException {
    try (Connection connection = server.dataSource(SessionLimits.NONE).getConnection()) {
      return one(
          connection, "SELECT concat_ws(' in ', current_schema(), current_setting('search_path'))");
    }
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
