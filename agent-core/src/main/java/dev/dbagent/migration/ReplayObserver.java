// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.engine.OtherSession;
import dev.dbagent.model.Progress;
import dev.dbagent.model.Stage;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.callback.Warning;
import org.jspecify.annotations.Nullable;

/** Watches one replay: tells how far it is, and what the server remarks on the way. */
final class ReplayObserver implements Callback {

  private final DatabaseServer server;
  private final Progress progress;
  private final Map<String, String> paths = new HashMap<>();
  private final int total;
  private int done;
  private final Map<String, String> session = new HashMap<>();
  private final List<String> sent = new ArrayList<>();
  private String current = "";
  private @Nullable SessionWatch watch;

  private List<OtherSession> others = List.of();

  /**
   * @param server asked for others at the moment of a failure, when they are still there
   */
  ReplayObserver(MigrationHistory history, DatabaseServer server, Progress progress) {
    this.server = server;
    List<MigrationFile> migrations = history.migrations();
    migrations.forEach(file -> paths.put(file.script(), file.path()));
    this.progress = progress;
    this.total = migrations.size();
  }

  /**
   * Has a replay watched that may stop and go on.
   *
   * @param restored the migrations that are in the database already
   */
  void watched(SessionWatch sessionWatch, List<MigrationFile> restored) {
    watch = sessionWatch;
    resumed(restored);
  }

  /** Begins after the migrations that are in the database already. */
  void resumed(List<MigrationFile> restored) {
    done = restored.size();
    restored.forEach(file -> current = file.path());
  }

  /** The schema in which unqualified names end up unless the settings name another. */
  @Nullable String currentSchema() {
    return session.get("defaultSchema");
  }

  /** What Flyway's own placeholders say of the session, by the last part of their names. */
  Map<String, String> session() {
    return Map.copyOf(session);
  }

  /** How often a statement succeeded since the current migration began. */
  int timesSent(String sql) {
    return (int) sent.stream().filter((sql + ";")::equals).count();
  }

  /** Who else was connected when a migration failed. */
  List<OtherSession> othersAtFailure() {
    return others;
  }

  /** The migration that ran last, whether it ended or not; empty before the first. */
  String lastStarted() {
    return current;
  }

  @Override
  public boolean supports(Event event, @Nullable Context context) {
    return event == Event.AFTER_CONNECT
        || event == Event.BEFORE_EACH_MIGRATE
        || event == Event.AFTER_EACH_MIGRATE
        || event == Event.AFTER_EACH_MIGRATE_STATEMENT
        || event == Event.AFTER_EACH_MIGRATE_STATEMENT_ERROR
        || event == Event.AFTER_EACH_MIGRATE_ERROR
        || (watch != null && event == Event.AFTER_MIGRATE_OPERATION_FINISH);
  }

  @Override
  public boolean canHandleInTransaction(Event event, Context context) {
    return true;
  }

  @Override
  public void handle(Event event, Context context) {
    switch (event) {
      case AFTER_CONNECT -> readSession(context);
      case BEFORE_EACH_MIGRATE -> begin(context.getConnection(), context.getMigrationInfo());
      case AFTER_EACH_MIGRATE -> end();
      case AFTER_MIGRATE_OPERATION_FINISH -> endRun(context);
      case AFTER_EACH_MIGRATE_STATEMENT_ERROR, AFTER_EACH_MIGRATE_ERROR -> lookAround();
      default -> statementDone(context);
    }
  }

  @Override
  public String getCallbackName() {
    return "progress";
  }

  private void begin(Connection connection, MigrationInfo migration) {
    // What pg_dump writes begins with SET statement_timeout = 0, for the rest of the session.
    try (Statement statement = connection.createStatement()) {
      statement.execute(server.restoringLimits());
    } catch (SQLException e) {
      throw unready(e);
    }
    begin(connection, migration.getScript(), migration.getVersion() != null);
  }

  private static IllegalStateException unready(SQLException e) {
    return new IllegalStateException("the session cannot be made ready for a migration", e);
  }

  /**
   * A migration begins.
   *
   * @param connection on which it is about to run, with the limits of a new session
   * @throws Pause when it is not to run now
   */
  void begin(Connection connection, String script, boolean isVersioned) {
    try {
      if (watch != null) {
        watch.before(connection, isVersioned, done);
      }
    } catch (SQLException e) {
      throw unready(e);
    }
    sent.clear();
    current = paths.getOrDefault(script, script);
    progress.advanced(Stage.MIGRATION, done, Math.max(total, done + 1), current);
  }

  /** The migration that began last has done its work. */
  void end() {
    done++;
  }

  private void endRun(Context context) {
    if (watch != null) {
      watch.after(context.getConnection());
    }
  }

  /** The migration that began last fails. */
  void lookAround() {
    if (others.isEmpty()) {
      others = server.inquiry().otherSessions();
    }
  }

  private void statementDone(Context context) {
    var statement = context.getStatement();
    if (statement != null) {
      sent.add(statement.getSql());
    }
    List<Warning> warnings = statement == null ? List.of() : statement.getWarnings();
    for (Warning warning : warnings == null ? List.<Warning>of() : warnings) {
      progress.detail(current + ": " + warning.getMessage());
    }
  }

  private void readSession(Context context) {
    if (session.isEmpty()) {
      try (Statement statement = context.getConnection().createStatement();
          ResultSet row =
              statement.executeQuery("SELECT current_schema(), current_user, current_database()")) {
        row.next();
        put("defaultSchema", row.getString(1));
        put("user", row.getString(2));
        put("database", row.getString(3));
      } catch (SQLException e) {
        throw new IllegalStateException("the current schema cannot be read", e);
      }
    }
  }

  private void put(String name, @Nullable String value) {
    if (value != null) {
      session.put(name, value);
    }
  }
}
