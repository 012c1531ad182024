// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres.sql;

import dev.dbagent.engine.RowSource;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/** COPY ... TO STDOUT in text format (PostgreSQL manual, "COPY"); {@link CopyLines} backwards. */
final class CopiedRows {

  private CopiedRows() {}

  /** Sends the rows of a query, by the output functions of their types. */
  static void of(Connection connection, String query, RowSource.Sink sink) throws SQLException {
    CopyOut copy =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyOut("COPY (" + query + ") TO STDOUT (ENCODING 'UTF8')");
    try {
      for (byte[] line = copy.readFromCopy(); line != null; line = copy.readFromCopy()) {
        sink.row(values(new String(line, StandardCharsets.UTF_8)));
      }
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }

  /** The values of a line, which ends with a line feed. */
  static List<@Nullable String> values(String line) {
    List<@Nullable String> values = new ArrayList<>();
    int start = 0;
    for (int at = 0; at < line.length(); at++) {
      char c = line.charAt(at);
      if (c == '\t' || c == '\n') {
        values.add(value(line.substring(start, at)));
        start = at + 1;
      }
    }
    return Collections.unmodifiableList(values);
  }

  private static @Nullable String value(String field) {
    if (field.indexOf('\\') < 0) {
      return field;
    }
    if (field.equals("\\N")) {
      return null;
    }
    StringBuilder value = new StringBuilder(field.length());
    for (int at = 0; at < field.length(); at++) {
      char c = field.charAt(at);
      if (c == '\\' && at + 1 < field.length()) {
        at++;
        value.append(unescaped(field.charAt(at)));
      } else {
        value.append(c);
      }
    }
    return value.toString();
  }

  private static char unescaped(char c) {
    return switch (c) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'v' -> '\u000b';
      default -> c;
    };
  }
}
