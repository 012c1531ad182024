// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record of a CSV file as it is written.
 *
 * @param fields each with its quotes
 * @param end of its line; empty at the end of a file that has none
 */
record CsvRaw(List<String> fields, String end) {

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /** All records of a well-formed text; joined, they are the text. */
  static List<CsvRaw> all(String text) {
    List<CsvRaw> records = new ArrayList<>();
    List<String> fields = new ArrayList<>();
    int start = 0;
    boolean inQuotes = false;
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '"') {
        inQuotes = !inQuotes;
      } else if (c == ',' && !inQuotes) {
        fields.add(text.substring(start, at));
        start = at + 1;
      } else if ((c == '\n' || c == '\r') && !inQuotes) {
        boolean pair = c == '\r' && text.startsWith("\n", at + 1);
        fields.add(text.substring(start, at));
        records.add(new CsvRaw(List.copyOf(fields), text.substring(at, at + (pair ? 2 : 1))));
        fields.clear();
        at += pair ? 1 : 0;
        start = at + 1;
      }
    }
    if (start < text.length() || !fields.isEmpty()) {
      fields.add(text.substring(start));
      records.add(new CsvRaw(List.copyOf(fields), ""));
    }
    return records;
  }

  int size() {
    return fields.size();
  }

  String field(int index) {
    return fields.get(index);
  }

  /** What a field says; null for NULL. */
  @Nullable String value(int index) {
    String field = fields.get(index);
    String bare = field.startsWith(BYTE_ORDER_MARK) ? field.substring(1) : field;
    if (bare.isEmpty()) {
      return null;
    }
    return bare.startsWith("\"")
        ? bare.substring(1, bare.length() - 1).replace("\"\"", "\"")
        : bare;
  }

  /** The record with its end. */
  String text() {
    return String.join(",", fields) + end;
  }

  boolean isWritten(String line) {
    return String.join(",", fields).equals(line);
  }

  /** Writes a value so that it is read as it is. */
  static String written(@Nullable String value) {
    if (value == null) {
      return "";
    }
    boolean isBare = !value.isEmpty() && value.codePoints().noneMatch(CsvRaw::needsQuotes);
    return isBare ? value : '"' + value.replace("\"", "\"\"") + '"';
  }

  private static boolean needsQuotes(int c) {
    return c == ',' || c == '"' || c == '\n' || c == '\r' || c == 0xFEFF;
  }
}
