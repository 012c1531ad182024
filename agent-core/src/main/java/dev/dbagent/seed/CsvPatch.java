// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import dev.dbagent.seed.TargetRow.Cell;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings a CSV file to what it should say. A field that says it already stays as it is written, and
 * so does a record of such fields; columns that are new come last.
 */
final class CsvPatch {

  private final SeedTarget target;
  private final List<CsvRaw> records;

  /** The columns of the file as it will be. */
  private final List<String> header;

  /** For each of them its field in the file as it is, or -1. */
  private final List<Integer> fields = new ArrayList<>();

  private final StringBuilder out = new StringBuilder();

  private CsvPatch(List<CsvRaw> records, SeedTarget target) {
    this.target = target;
    this.records = records;
    this.header = List.copyOf(header());
    for (String column : header) {
      int field = -1;
      for (int i = 0; field < 0 && !records.isEmpty() && i < records.get(0).size(); i++) {
        field = target.nameOf(String.valueOf(records.get(0).value(i))).equals(column) ? i : -1;
      }
      fields.add(field);
    }
  }

  /**
   * Patches a text.
   *
   * @param text well formed, empty for a file that is new
   */
  static String of(String text, SeedTarget target) {
    CsvPatch patch = new CsvPatch(CsvRaw.all(text), target);
    patch.write();
    return patch.out.toString();
  }

  private Set<String> header() {
    Set<String> columns = new LinkedHashSet<>();
    Set<String> known = new LinkedHashSet<>();
    for (TargetRow row : target.rows()) {
      known.addAll(row.cells().keySet());
    }
    if (records.isEmpty()) {
      return known;
    }
    for (int i = 0; i < records.get(0).size(); i++) {
      String column = target.nameOf(String.valueOf(records.get(0).value(i)));
      if (known.contains(column) || known.isEmpty()) {
        columns.add(column);
      }
    }
    for (TargetRow row : target.rows()) {
      row.cells()
          .forEach(
              (column, cell) -> {
                if (cell.isNeeded()) {
                  columns.add(column);
                }
              });
    }
    return columns;
  }

  private void write() {
    writeHeader();
    Map<Long, TargetRow> kept = target.kept();
    List<Long> order = new ArrayList<>();
    for (long number = 1; number < records.size(); number++) {
      if (kept.containsKey(number)) {
        order.add(number);
      }
    }
    Map<Long, List<TargetRow>> insertions = target.insertions(order);
    for (int i = 1; i < records.size(); i++) {
      insertions.getOrDefault((long) i, List.of()).forEach(row -> write(row, null));
      TargetRow row = kept.get((long) i);
      if (row != null) {
        write(row, records.get(i));
      }
    }
    insertions.getOrDefault(0L, List.of()).forEach(row -> write(row, null));
  }

  private void writeHeader() {
    CsvRaw old = records.isEmpty() ? null : records.get(0);
    List<String> written = new ArrayList<>();
    for (int i = 0; i < header.size(); i++) {
      written.add(field(header.get(i), old, fields.get(i)));
    }
    append(written, old);
  }

  private void write(TargetRow row, @Nullable CsvRaw old) {
    List<String> written = new ArrayList<>();
    for (int i = 0; i < header.size(); i++) {
      Cell cell = row.cells().get(header.get(i));
      written.add(field(cell == null ? null : cell.value(), old, fields.get(i)));
    }
    append(written, old);
  }

  /** As it is written in the file, if it says the same. */
  private static String field(@Nullable String value, @Nullable CsvRaw old, int index) {
    return old != null && index >= 0 && Objects.equals(old.value(index), value)
        ? old.field(index)
        : CsvRaw.written(value);
  }

  private void append(List<String> fields, @Nullable CsvRaw old) {
    if (!out.isEmpty() && out.charAt(out.length() - 1) != '\n') {
      out.append('\n');
    }
    String line = String.join(",", fields);
    out.append(old != null && old.isWritten(line) ? old.text() : line + "\n");
  }
}
