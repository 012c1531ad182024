// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.SqlFault;
import dev.dbagent.model.StageFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** Runs the init script: one statement after the other, each in a transaction of its own. */
final class InitScript {

  private final DatabaseServer server;
  private final DataSource dataSource;
  private final StatementFacts statements;

  InitScript(DatabaseServer server, DataSource dataSource, MigrationHistory history) {
    this.server = server;
    this.dataSource = dataSource;
    this.statements = new StatementFacts(history, Map.of());
  }

  void run(MigrationFile script) {
    PlaceholderText text = PlaceholderText.plain(script.text());
    try (Connection connection = dataSource.getConnection()) {
      for (SqlText.Piece piece : new SqlText(text.source()).statements()) {
        try {
          execute(connection, piece);
        } catch (SQLException e) {
          SentStatement sent = new SentStatement(script, text, piece.offset(), piece.sql());
          throw new StageFailure(statements.of(script, sent, server.faultOf(e)), e);
        }
      }
    } catch (SQLException e) {
      SqlFault fault = server.faultOf(e);
      String sentence = FaultKinds.sentence(fault);
      throw new StageFailure(
          FailureFacts.of(FailureKind.INIT_SCRIPT_FAILED, sentence).said(fault), e);
    }
  }

  private void execute(Connection connection, SqlText.Piece piece) throws SQLException {
    Optional<String> rows = piece.rows();
    if (rows.isPresent()) {
      server.copyIn(connection, piece.sql(), rows.get());
      return;
    }
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(piece.sql());
    }
  }
}
