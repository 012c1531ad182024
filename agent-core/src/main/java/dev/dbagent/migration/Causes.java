// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What lies behind an exception. */
final class Causes {

  private Causes() {}

  /** The outermost of a type; null if there is none. */
  static <T extends Throwable> @Nullable T find(@Nullable Throwable thrown, Class<T> type) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (type.isInstance(t)) {
        return type.cast(t);
      }
    }
    return null;
  }

  /** What the driver threw; of a batch, the exception of the statement that was refused. */
  static @Nullable SQLException sql(@Nullable Throwable thrown) {
    SQLException sql = find(thrown, SQLException.class);
    SQLException next = sql == null ? null : sql.getNextException();
    return sql instanceof BatchUpdateException && next != null ? next : sql;
  }

  static Throwable root(Throwable thrown) {
    Throwable cause = thrown.getCause();
    return cause == null ? thrown : root(cause);
  }

  /** Of the message; the name of the class if there is none. */
  static String firstLine(Throwable thrown) {
    String message = thrown.getMessage();
    return message == null
        ? thrown.getClass().getSimpleName()
        : message.lines().findFirst().orElse(message);
  }
}
