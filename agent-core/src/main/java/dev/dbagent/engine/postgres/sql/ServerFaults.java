// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres.sql;

import dev.dbagent.model.SqlCondition;
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

  /** SQLSTATE in_failed_sql_transaction: something had failed before. */
  private static final String FAILED_BEFORE = "25P02";

  /** SQLSTATE class of connections; a server that says it means one of its own to another. */
  private static final String CONNECTION = "08";

  private static final int LONGEST_TEXT = 4000;

  private final ConditionNames names;

  public ServerFaults(ConditionNames names) {
    this.names = names;
  }

  /**
   * What the server said; when it said nothing (a broken connection, for example), the driver's own
   * words and its SQLSTATE, or an empty one. In a transaction that had failed before, the first
   * failure counts, which the driver keeps as a cause.
   */
  public SqlFault of(SQLException e) {
    return serverMessage(e, 0).map(this::fault).orElseGet(() -> ofDriver(e));
  }

  private SqlFault ofDriver(SQLException e) {
    String message = orEmpty(e.getMessage());
    String sqlState = orEmpty(e.getSQLState());
    SqlCondition condition = Conditions.of(sqlState, message, "");
    return new SqlFault(
        sqlState,
        condition,
        names.of(sqlState),
        message,
        null,
        null,
        null,
        0,
        null,
        null,
        null,
        null);
  }

  private static Optional<ServerErrorMessage> serverMessage(@Nullable Throwable e, int depth) {
    if (e == null || depth == LONGEST_CHAIN) {
      return Optional.empty();
    }
    if (e instanceof PSQLException driver && driver.getServerErrorMessage() != null) {
      Optional<ServerErrorMessage> first =
          FAILED_BEFORE.equals(driver.getSQLState())
              ? serverMessage(driver.getCause(), depth + 1)
              : Optional.empty();
      return first.or(() -> Optional.of(driver.getServerErrorMessage()));
    }
    Throwable next = e instanceof SQLException sql ? sql.getNextException() : null;
    return serverMessage(next, depth + 1).or(() -> serverMessage(e.getCause(), depth + 1));
  }

  private SqlFault fault(ServerErrorMessage said) {
    String sqlState = orEmpty(said.getSQLState());
    String message = orEmpty(said.getMessage());
    SqlCondition condition = Conditions.of(sqlState, message, orEmpty(said.getWhere()));
    return new SqlFault(
        sqlState,
        sqlState.startsWith(CONNECTION) ? SqlCondition.OTHER : condition,
        names.of(sqlState),
        bounded(message),
        said.getDetail() == null ? null : bounded(said.getDetail()),
        said.getHint(),
        said.getWhere(),
        said.getPosition(),
        internal(said),
        table(said.getSchema(), said.getTable()),
        said.getColumn(),
        said.getConstraint());
  }

  /** After an open quote the server quotes the rest of the script, which may be any length. */
  private static String bounded(String text) {
    return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "\u2026";
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
