// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.Place;
import dev.dbagent.model.SqlFault;
import dev.dbagent.model.StageFailure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;

/**
 * A script that is no migration, run in one transaction with the default schema first in the search
 * path. Nothing in it is replaced: it has no placeholders.
 *
 * @param after the path of the last migration that has run; empty before the first
 */
record ScriptRun(
    MigrationFile script, DatabaseServer server, MigrationHistory history, String after) {

  /**
   * Runs it.
   *
   * @throws StageFailure of the script's own kind with its place when a statement is refused; or
   *     for want of time, locks or room
   */
  void run() {
    try (Connection connection = MigrationReplayer.dataSource(server, history).getConnection()) {
      connection.setAutoCommit(false);
      enter(connection);
      execute(connection);
      commit(connection);
    } catch (SQLException e) {
      throw new StageFailure(facts(server.faultOf(e)), e);
    }
  }

  private void enter(Connection connection) throws SQLException {
    String sql =
        "SELECT set_config('search_path', concat_ws(', ', quote_ident(?),"
            + " nullif(current_setting('search_path'), '')), true)";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, history.settings().defaultSchema());
      statement.execute();
    }
  }

  private void execute(Connection connection) {
    for (SentStatement sent : SentStatement.in(script, PlaceholderText.plain(script.text()))) {
      try {
        InitScript.execute(server, connection, sent);
      } catch (SQLException e) {
        throw new StageFailure(explaining().of(script, sent, server.faultOf(e)), e);
      }
    }
  }

  /** Deferred constraints are checked only here. */
  private void commit(Connection connection) {
    try {
      connection.commit();
    } catch (SQLException e) {
      SqlFault fault = server.faultOf(e);
      throw new StageFailure(explaining().atEnd(facts(fault), script, fault), e);
    }
  }

  private FailureFacts facts(SqlFault fault) {
    return FailureFacts.of(FaultKinds.of(script, fault), FaultKinds.sentence(fault))
        .at(Place.file(script.path()))
        .said(fault);
  }

  private StatementFacts explaining() {
    return new StatementFacts(
        server.inquiry(), history, Map.of(), after, server.inquiry().otherSessions());
  }
}
