// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.dbagent.model.Place;
import dev.dbagent.model.StageFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * CSV as PostgreSQL's COPY understands it (manual, "COPY", CSV format): comma and double quote, an
 * empty field is NULL unless it is quoted, a quoted field may span lines. Stricter in one point: a
 * quote within a field that is not quoted is an error, not the start of a quoted part.
 */
final class CsvFormat implements SeedFormat {

  @Override
  public List<String> suffixes() {
    return List.of(".csv");
  }

  @Override
  public void read(SeedText text, Records records) throws IOException {
    CsvRecords handler = new CsvRecords();
    try (BufferedReader reader = text.open();
        CsvReader<CsvRecords.Line> lines =
            CsvReader.builder()
                .skipEmptyLines(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .build(handler, reader)) {
      send(lines.iterator(), text, records);
    } catch (CsvParseException e) {
      throw refused(text, handler.line(), handler.fields(), reason(e), e);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  @Override
  public List<Place> fields(SeedText text, int line) throws IOException {
    try (BufferedReader reader = text.from(line)) {
      return CsvFields.of(reader, text.shown(), line);
    }
  }

  @Override
  public List<Place> names(SeedText text, int line) throws IOException {
    return fields(text, line);
  }

  @Override
  public boolean takesBare(String name) {
    return !name.matches("(?s).*[\",\\r\\n].*");
  }

  @Override
  public String giver() {
    return "the file";
  }

  @Override
  public String nullNote() {
    return "An empty field is NULL; \"\" is the empty string.";
  }

  private void send(Iterator<CsvRecords.Line> lines, SeedText text, Records records)
      throws IOException {
    if (!lines.hasNext()) {
      throw refused(text, 1, 0, "the file is empty, a header is required", null);
    }
    List<String> columns = header(lines.next(), text);
    records.header(Place.line(text.shown(), 1), columns);
    while (lines.hasNext()) {
      CsvRecords.Line line = lines.next();
      int count = line.values().size();
      if (count != columns.size()) {
        int surplus = count > columns.size() ? columns.size() : 0;
        throw refused(text, line.number(), surplus, miscounted(count, columns), null);
      }
      records.record(Place.line(text.shown(), line.number()), line.values());
    }
  }

  private List<String> header(CsvRecords.Line line, SeedText text) throws IOException {
    Set<String> seen = new HashSet<>();
    for (int field = 0; field < line.values().size(); field++) {
      String column = line.values().get(field);
      if (column == null || column.isEmpty()) {
        throw refused(text, 1, field, "the header has a column without a name", null);
      }
      if (!seen.add(column)) {
        throw refused(text, 1, field, "the header names " + Shown.value(column) + " twice", null);
      }
    }
    return line.values().stream().map(Objects::requireNonNull).toList();
  }

  private static String miscounted(int count, List<String> columns) {
    return "the header has %s fields, but this record has %s".formatted(columns.size(), count)
        + (count < columns.size() ? ": nothing for " + Shown.value(columns.get(count)) : "");
  }

  private StageFailure refused(
      SeedText text, int line, int field, String reason, @Nullable Throwable cause)
      throws IOException {
    List<Place> fields = fields(text, line);
    Place place = fields.get(Math.min(field, fields.size() - 1));
    return text.unreadable(place, reason, cause);
  }

  private static String reason(CsvParseException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    String message = String.valueOf(cause.getMessage());
    if (message.contains("Unclosed quoted field")) {
      return "the quote that opens here is never closed";
    }
    // The place says it already, and says it better.
    return message.replaceFirst(" \\(record starting at line \\d+\\)", "").strip();
  }
}
