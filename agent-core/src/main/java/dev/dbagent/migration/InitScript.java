// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.engine.Inquiry;
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
  private final MigrationHistory history;

  InitScript(DatabaseServer server, DataSource dataSource, MigrationHistory history) {
    this.server = server;
    this.dataSource = dataSource;
    this.history = history;
  }

  void run(MigrationFile script) {
    PlaceholderText text = PlaceholderText.plain(script.text());
    try (Connection connection = dataSource.getConnection()) {
      for (SentStatement statement : SentStatement.in(script, text)) {
        try {
          execute(server, connection, statement);
        } catch (SQLException e) {
          throw new StageFailure(facts().of(script, statement, server.faultOf(e)), e);
        }
      }
    } catch (SQLException e) {
      SqlFault fault = server.faultOf(e);
      String sentence = FaultKinds.sentence(fault);
      throw new StageFailure(
          FailureFacts.of(FailureKind.INIT_SCRIPT_FAILED, sentence).said(fault), e);
    }
  }

  /** Asked for while the session is still there, and with it what blocks it. */
  private StatementFacts facts() {
    Inquiry inquiry = server.inquiry();
    return new StatementFacts(inquiry, history, Map.of(), "", inquiry.otherSessions());
  }

  static void execute(DatabaseServer server, Connection connection, SentStatement sent)
      throws SQLException {
    Optional<String> rows = sent.rows();
    if (rows.isPresent()) {
      server.copyIn(connection, sent.sql(), rows.get());
      return;
    }
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(sent.sql());
    }
  }
}
