// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.dbagent.model.Place;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * CSV as PostgreSQL's COPY understands it (manual, "COPY", CSV format): comma and double quote, an
 * empty field is NULL unless it is quoted, a quoted field may span lines. Stricter in one point: a
 * quote within a field that is not quoted is an error, not the start of a quoted part.
 */
final class CsvFormat implements SeedFormat {

  @Override
  public String suffix() {
    return ".csv";
  }

  @Override
  public void read(BufferedReader text, String file, Records records) throws IOException {
    CsvRecords handler = new CsvRecords();
    try (CsvReader<CsvRecords.Line> lines =
        CsvReader.builder()
            .skipEmptyLines(false)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .allowUnclosedQuote(false)
            .build(handler, text)) {
      send(lines.iterator(), file, records);
    } catch (CsvParseException e) {
      throw Unreadable.at(Place.line(file, handler.line()), reason(e), e);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void send(Iterator<CsvRecords.Line> lines, String file, Records records) {
    if (!lines.hasNext()) {
      throw Unreadable.at(Place.line(file, 1), "the file is empty, a header is required", null);
    }
    List<String> columns = header(lines.next(), file);
    records.header(Place.line(file, 1), columns);
    while (lines.hasNext()) {
      CsvRecords.Line line = lines.next();
      Place place = Place.line(file, line.number());
      if (line.values().size() != columns.size()) {
        throw Unreadable.at(place, miscounted(line, columns), null);
      }
      records.record(place, line.values());
    }
  }

  private static List<String> header(CsvRecords.Line line, String file) {
    Set<String> seen = new HashSet<>();
    for (String column : line.values()) {
      if (column == null || column.isEmpty()) {
        throw Unreadable.at(Place.line(file, 1), "the header has a column without a name", null);
      }
      if (!seen.add(column)) {
        throw Unreadable.at(Place.line(file, 1), "the header names " + column + " twice", null);
      }
    }
    return line.values().stream().map(Objects::requireNonNull).toList();
  }

  private static String miscounted(CsvRecords.Line line, List<String> columns) {
    return "the header has %s fields, but this record has %s"
        .formatted(columns.size(), line.values().size());
  }

  private static String reason(CsvParseException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    String message = String.valueOf(cause.getMessage());
    // The place says it already, and says it better.
    return message.replaceFirst(" \\(record starting at line \\d+\\)", "").strip();
  }
}
