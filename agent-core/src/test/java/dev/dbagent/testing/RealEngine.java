// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.testing;

import dev.dbagent.engine.BulkLoad;
import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.engine.SessionLimits;
import dev.dbagent.engine.postgres.ScratchAccess;
import dev.dbagent.model.SchemaSnapshot;
import dev.dbagent.model.SqlFault;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * TEMPORARY scaffolding: a fresh database on a hand-started server, until the embedded engine has
 * landed. Start the server with /tmp/probe/scratch.sh PORT and set DBAGENT_SCRATCH_PORT.
 */
public final class RealEngine {

  private RealEngine() {}

  public static DatabaseServer start() {
    int port = Integer.parseInt(System.getenv().getOrDefault("DBAGENT_SCRATCH_PORT", "5500"));
    String database = "t" + UUID.randomUUID().toString().replace("-", "");
    String url = "jdbc:postgresql://127.0.0.1:" + port + "/";
    try (Connection c = DriverManager.getConnection(url + "template1", "agent", "");
        Statement s = c.createStatement()) {
      s.execute("CREATE DATABASE " + database);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return new DatabaseServer() {
      @Override
      public DataSource dataSource(SessionLimits limits) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url + database);
        source.setUser("agent");
        source.setOptions(
            "-c statement_timeout="
                + limits.statement().toMillis()
                + " -c lock_timeout="
                + limits.lock().toMillis());
        return source;
      }

      @Override
      public SqlFault faultOf(SQLException e) {
        return ScratchAccess.fault(e);
      }

      @Override
      public SchemaSnapshot snapshot() {
        try (Connection c = dataSource(SessionLimits.NONE).getConnection()) {
          return ScratchAccess.snapshot(c);
        } catch (SQLException e) {
          throw new IllegalStateException(e);
        }
      }

      @Override
      public BulkLoad beginBulkLoad() {
        try {
          return ScratchAccess.bulkLoad(dataSource(SessionLimits.NONE).getConnection());
        } catch (SQLException e) {
          throw new IllegalStateException(e);
        }
      }

      @Override
      public void seal(Path target) {
        throw new UnsupportedOperationException();
      }

      @Override
      public void close() {}
    };
  }
}
