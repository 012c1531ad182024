// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres.sql;

import dev.dbagent.model.SqlFault;
import dev.dbagent.model.SqlFault.InternalStatement;
import dev.dbagent.model.TableName;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Takes the server's words out of what the driver throws. */
public final class ServerFaults {

  /** No chain of causes that anybody meets is longer; one that bites its tail would be. */
  private static final int LONGEST_CHAIN = 20;

  private ServerFaults() {}

  /**
   * What the server said; when it said nothing (a broken connection, for example), the driver's own
   * words and its SQLSTATE, or an empty one.
   */
  public static SqlFault of(SQLException e) {
    return serverMessage(e, 0)
        .map(ServerFaults::fault)
        .orElseGet(
            () -> {
              String message = String.valueOf(e.getMessage());
              String sqlState = orEmpty(e.getSQLState());
              return SqlFault.of(sqlState, Conditions.of(sqlState, message), message);
            });
  }

  private static Optional<ServerErrorMessage> serverMessage(@Nullable Throwable e, int depth) {
    if (e == null || depth == LONGEST_CHAIN) {
      return Optional.empty();
    }
    if (e instanceof PSQLException driver && driver.getServerErrorMessage() != null) {
      return Optional.of(driver.getServerErrorMessage());
    }
    Throwable next = e instanceof SQLException sql ? sql.getNextException() : null;
    return serverMessage(next, depth + 1).or(() -> serverMessage(e.getCause(), depth + 1));
  }

  private static SqlFault fault(ServerErrorMessage said) {
    return new SqlFault(
        orEmpty(said.getSQLState()),
        Conditions.of(orEmpty(said.getSQLState()), orEmpty(said.getMessage())),
        "",
        orEmpty(said.getMessage()),
        said.getDetail(),
        said.getHint(),
        said.getWhere(),
        said.getPosition(),
        internal(said),
        table(said.getSchema(), said.getTable()),
        said.getColumn(),
        said.getConstraint());
  }

  private static @Nullable InternalStatement internal(ServerErrorMessage said) {
    String sql = said.getInternalQuery();
    return sql == null ? null : new InternalStatement(sql, said.getInternalPosition());
  }

  private static @Nullable TableName table(@Nullable String schema, @Nullable String name) {
    return schema == null || name == null ? null : new TableName(schema, name);
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
