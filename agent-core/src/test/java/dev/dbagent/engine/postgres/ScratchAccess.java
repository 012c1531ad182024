// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import dev.dbagent.engine.BulkLoad;
import dev.dbagent.model.SchemaSnapshot;
import dev.dbagent.model.SqlFault;
import java.sql.Connection;
import java.sql.SQLException;

/** TEMPORARY: lends this package's classes to the scratch engine of the tests. */
public final class ScratchAccess {

  private ScratchAccess() {}

  public static SchemaSnapshot snapshot(Connection connection) throws SQLException {
    return CatalogReader.read(connection);
  }

  public static BulkLoad bulkLoad(Connection connection) {
    return new PostgresBulkLoad(connection);
  }

  public static SqlFault fault(SQLException e) {
    return ServerFaults.of(e);
  }
}
