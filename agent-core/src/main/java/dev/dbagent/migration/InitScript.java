// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.SqlFault;
import dev.dbagent.model.StageFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Runs the init script: one statement after the other, each in a transaction of its own. */
final class InitScript {

  private final DatabaseServer server;
  private final DataSource dataSource;

  InitScript(DatabaseServer server, DataSource dataSource) {
    this.server = server;
    this.dataSource = dataSource;
  }

  void run(MigrationFile script) {
    String text = script.text();
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      for (SqlText.Piece piece : new SqlText(text).statements()) {
        try {
          statement.execute(piece.sql());
        } catch (SQLException e) {
          throw failure(script, text, piece, e);
        }
      }
    } catch (SQLException e) {
      SqlFault fault = server.faultOf(e);
      throw new StageFailure(FailureKind.INIT_SCRIPT_FAILED, fault.message(), null, fault, e);
    }
  }

  private StageFailure failure(
      MigrationFile script, String text, SqlText.Piece piece, SQLException e) {
    SqlFault fault = server.faultOf(e);
    int offset = piece.offset() + ScriptPlace.offset(piece.sql(), fault.position());
    return new StageFailure(
        FailureKind.INIT_SCRIPT_FAILED,
        fault.message(),
        ScriptPlace.at(script.path(), text, offset),
        fault,
        e);
  }
}
