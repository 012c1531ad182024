// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres.sql;

import dev.dbagent.engine.RejectedRowException;
import dev.dbagent.model.SqlFault;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Understands why COPY was refused. The server tells the row and the column in its error context
 * only, in the words of lc_messages, which a load sets to C.
 */
final class CopyRefusal {

  /** Contexts are told from the inside out, one a line; COPY's own may follow a function's. */
  private static final Pattern CONTEXT =
      Pattern.compile("^COPY .*?, line (\\d+)(, column .*)?", Pattern.MULTILINE);

  /**
   * SQLSTATE classes that speak of the server's condition and not of a row: connection, resources,
   * operator intervention, system and internal errors (PostgreSQL manual, appendix A).
   */
  private static final Set<String> NOT_ABOUT_A_ROW = Set.of("", "08", "53", "57", "58", "XX");

  private CopyRefusal() {}

  /**
   * A refused row, as an exception to throw.
   *
   * @throws SQLException the same one, when it is not about a row
   */
  static RejectedRowException of(SQLException e, List<String> columns, ServerFaults faults)
      throws SQLException {
    SqlFault fault = faults.of(e);
    if (NOT_ABOUT_A_ROW.contains(classOf(fault.sqlState()))) {
      throw e;
    }
    Matcher context = CONTEXT.matcher(fault.context() == null ? "" : fault.context());
    if (!context.find()) {
      return new RejectedRowException(0, fault, e);
    }
    long row = Long.parseLong(context.group(1));
    return new RejectedRowException(row, withColumn(fault, context.group(2), columns), e);
  }

  private static String classOf(String sqlState) {
    return sqlState.substring(0, Math.min(2, sqlState.length()));
  }

  private static SqlFault withColumn(
      SqlFault fault, @Nullable String context, List<String> columns) {
    String column = fault.column() == null ? columnIn(context, columns) : fault.column();
    return new SqlFault(
        fault.sqlState(),
        fault.condition(),
        fault.conditionName(),
        fault.message(),
        fault.detail(),
        fault.hint(),
        fault.context(),
        fault.position(),
        fault.internal(),
        fault.table(),
        column,
        fault.constraint());
  }

  /** The name stands unquoted before ": value", and may itself contain a colon. */
  private static @Nullable String columnIn(@Nullable String context, List<String> columns) {
    if (context == null) {
      return null;
    }
    return columns.stream()
        .filter(
            column ->
                context.equals(", column " + column)
                    || context.startsWith(", column " + column + ": "))
        .max(Comparator.comparingInt(String::length))
        .orElse(null);
  }
}
