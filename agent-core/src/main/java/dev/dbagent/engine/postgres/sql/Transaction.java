// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres.sql;

import dev.dbagent.model.FailureKind;
import dev.dbagent.model.StageFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A transaction with a session of its own, taken back unless it is committed. */
final class Transaction {

  private final Connection connection;
  private final ServerFaults faults;
  private final String work;

  /**
   * Begins one.
   *
   * @param connection is closed in the end
   * @param work what happens to the rows, for messages
   * @param settings of the transaction
   */
  Transaction(Connection connection, ServerFaults faults, String work, String... settings) {
    this.connection = connection;
    this.faults = faults;
    this.work = work;
    asked(
        () -> {
          connection.setAutoCommit(false);
          for (String setting : settings) {
            execute("SET " + setting);
          }
          return true;
        });
  }

  /** What is asked of the server. */
  interface Question<T> {
    T ask() throws SQLException;
  }

  /**
   * Asks.
   *
   * @throws StageFailure of kind SERVER_FAILED when the server refuses
   */
  <T> T asked(Question<T> question) {
    try {
      return question.ask();
    } catch (SQLException e) {
      throw new StageFailure(
          FailureKind.SERVER_FAILED,
          "the server failed while rows were " + work + ": " + e.getMessage(),
          null,
          faults.of(e),
          e);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  void commit() {
    asked(
        () -> {
          connection.commit();
          return true;
        });
  }

  /** Takes back what is not committed. */
  void end() {
    asked(
        () -> {
          try (connection) {
            if (!connection.isClosed()) {
              connection.rollback();
            }
          }
          return true;
        });
  }
}
