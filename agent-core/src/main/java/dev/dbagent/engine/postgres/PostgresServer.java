// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import dev.dbagent.engine.BulkLoad;
import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.engine.SessionLimits;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.SchemaSnapshot;
import dev.dbagent.model.SqlFault;
import dev.dbagent.model.StageFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import javax.sql.DataSource;

/** The engine port's view of a running server. */
final class PostgresServer implements DatabaseServer {

  private final RunningServer server;
  private final String databaseName;

  PostgresServer(RunningServer server, String databaseName) {
    this.server = server;
    this.databaseName = databaseName;
  }

  @Override
  public DataSource dataSource(SessionLimits limits) {
    return new ServerDataSource(server.port(), databaseName, server.password(), limits);
  }

  @Override
  public SqlFault faultOf(SQLException e) {
    throw new UnsupportedOperationException();
  }

  @Override
  public SchemaSnapshot snapshot() {
    throw new UnsupportedOperationException();
  }

  @Override
  public BulkLoad beginBulkLoad() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void seal(Path target) {
    try (server) {
      server.stopAndPack(target);
    } catch (IOException e) {
      throw new StageFailure(
          FailureKind.SERVER_FAILED, "The state cannot be packed: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new StageFailure(
          FailureKind.SERVER_FAILED, "The server cannot be removed: " + e.getMessage(), e);
    }
  }

  /** Its process and its folder. */
  RunningServer running() {
    return server;
  }
}
