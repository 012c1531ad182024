// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import dev.dbagent.engine.SessionLimits;
import dev.dbagent.model.Progress;
import dev.dbagent.testing.RealEngine;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;

/** A program that starts a server, tells of it in one line and holds it until it is killed. */
final class ServerHolder {

  private ServerHolder() {}

  /** Takes the folder of the cache. */
  public static void main(String[] args) throws Exception {
    PostgresServer server =
        (PostgresServer)
            EmbeddedPostgres.of(
                    new PostgresSettings(RealEngine.NEWEST, Path.of(args[0]), "app"),
                    RealEngine.artifacts(),
                    Progress.silent())
                .start();
    try (Connection connection = server.dataSource(SessionLimits.NONE).getConnection();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SHOW timezone")) {
      result.next();
      WorkFolder folder = server.running().folder();
      // The answer goes to whoever started this program.
      System.out.println(
          "ready "
              + folder.serverPid().orElseThrow()
              + " "
              + folder.path()
              + " "
              + result.getString(1));
      while (System.in.read() >= 0) {
        Thread.onSpinWait();
      }
    }
  }
}
