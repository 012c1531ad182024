// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres.clones;

import dev.dbagent.model.StageFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Makes a template of the only database of a server that nobody else knows yet. */
public final class CloneTemplate {

  private CloneTemplate() {}

  /**
   * What the server stores in place of passwords.
   *
   * @param tester of {@link Account#TESTER}
   * @param reader of {@link Account#READER}
   */
  public record Verifiers(String tester, String reader) {}

  /**
   * Closes the schema, makes the copy that all share, and lets nobody connect to the template from
   * then on: a session there would keep it from being copied.
   *
   * @param owner connections to the database as its owner
   * @throws StageFailure when the server refuses
   */
  public static void prepare(
      CloneServer server, DataSource owner, ClosedSchema schema, Verifiers verifiers) {
    try {
      try (Connection connection = owner.getConnection();
          Statement statement = connection.createStatement()) {
        schema.closeIn(connection, verifiers.tester(), verifiers.reader());
        int version = connection.getMetaData().getDatabaseMajorVersion();
        statement.execute(CloneDesk.creation(server.template(), server.lobby(), version));
        statement.execute(CloneDesk.settings(server.template(), server.lobby()));
      }
      CloneDesk desk = CloneDesk.at(server);
      try {
        desk.refuseConnectionsTo(server.template());
      } finally {
        desk.close();
      }
    } catch (SQLException e) {
      throw PostgresClones.failure("the database of the tests cannot be prepared", e);
    }
  }
}
