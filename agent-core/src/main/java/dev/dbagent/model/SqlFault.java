// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.model;

import org.jspecify.annotations.Nullable;

/**
 * What a database server said about a statement that it refused.
 *
 * @param sqlState the five-character SQLSTATE, empty when the failure did not come from the server
 * @param condition what the SQLSTATE means in terms that every database knows
 * @param conditionName the SQLSTATE's name in the server's manual, for example {@code
 *     undefined_table}; empty when it has none
 * @param message the primary message
 * @param detail the server's detail, if any
 * @param hint the server's hint, if any
 * @param context where the server was ("COPY t, line 3, column x"; a PL/pgSQL call stack), if known
 * @param position of the error in the statement's text, in characters from 1; 0 when unknown
 * @param internal a statement that the server ran on its own account, if the error is in that one
 * @param table the table concerned, if the server named one
 * @param column the column concerned, if the server named one
 * @param constraint the constraint concerned, if the server named one
 */
public record SqlFault(
    String sqlState,
    SqlCondition condition,
    String conditionName,
    String message,
    @Nullable String detail,
    @Nullable String hint,
    @Nullable String context,
    int position,
    @Nullable InternalStatement internal,
    @Nullable TableName table,
    @Nullable String column,
    @Nullable String constraint) {

  /**
   * A statement within a function's body, for example.
   *
   * @param sql its text
   * @param position of the error in it, in characters from 1; 0 when unknown
   */
  public record InternalStatement(String sql, int position) {}

  /** A fault of which only the most general is known. */
  public static SqlFault of(String sqlState, SqlCondition condition, String message) {
    return new SqlFault(
        sqlState, condition, "", message, null, null, null, 0, null, null, null, null);
  }
}
