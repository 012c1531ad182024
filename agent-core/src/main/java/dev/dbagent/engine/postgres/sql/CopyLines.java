// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres.sql;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;

/**
 * Writes rows in COPY's text format, one row on exactly one line, so that the line which the server
 * complains about is the row's number.
 */
final class CopyLines {

  private static final int CHUNK = 1 << 16;

  private final CopyIn copy;
  private final StringBuilder pending = new StringBuilder(CHUNK + CHUNK / 4);

  CopyLines(CopyIn copy) {
    this.copy = copy;
  }

  void add(List<@Nullable String> values) throws SQLException {
    append(pending, values);
    if (pending.length() >= CHUNK) {
      flush();
    }
  }

  void flush() throws SQLException {
    byte[] bytes = pending.toString().getBytes(StandardCharsets.UTF_8);
    pending.setLength(0);
    copy.writeToCopy(bytes, 0, bytes.length);
  }

  static void append(StringBuilder line, List<@Nullable String> values) {
    String separator = "";
    for (@Nullable String value : values) {
      line.append(separator);
      if (value == null) {
        line.append("\\N");
      } else {
        appendEscaped(line, value);
      }
      separator = "\t";
    }
    line.append('\n');
  }

  /** What needs no escape, and that is nearly everything, is appended at once. */
  private static void appendEscaped(StringBuilder line, String value) {
    int start = 0;
    for (int i = 0; i < value.length(); i++) {
      String escape = escape(value.charAt(i));
      if (escape != null) {
        line.append(value, start, i).append(escape);
        start = i + 1;
      }
    }
    line.append(value, start, value.length());
  }

  private static @Nullable String escape(char c) {
    return switch (c) {
      case '\\' -> "\\\\";
      case '\t' -> "\\t";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      default -> null;
    };
  }
}
