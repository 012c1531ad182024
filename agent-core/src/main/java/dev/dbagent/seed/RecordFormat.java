// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Place;
import dev.dbagent.model.StageFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows that people write: a strict subset of YAML, a list of flat maps with one {@code column:
 * text} on a line. A YAML editor can work on such a file, but nothing in it is ever typed by YAML.
 * A column that a row leaves out gets its default.
 *
 * <pre>
 * # comments have lines of their own
 * - id: 7
 *   name: "a \"quoted\" text"
 *   boss: ~
 * </pre>
 */
final class RecordFormat implements SeedFormat {

  /** Beyond that nobody reads a file any more, and CSV is loaded several times as fast. */
  static final int MOST_ROWS = 5_000;

  static final long MOST_BYTES = 1_000_000;

  private final List<String> suffixes = List.of(".yml", ".yaml");

  @Override
  public List<String> suffixes() {
    return suffixes;
  }

  @Override
  public void read(SeedText text, Records records) throws IOException {
    if (Files.size(text.file()) > MOST_BYTES) {
      throw tooLarge(text, text.place(), "the file is larger than 1 MB");
    }
    Reading reading = new Reading(text, records);
    try (BufferedReader lines = text.open()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        reading.take(line);
      }
    }
    reading.end();
  }

  private static StageFailure tooLarge(SeedText text, Place place, String message) {
    return new StageFailure(
        text.at(place, FailureFacts.of(FailureKind.SEED_TOO_LARGE, message)), null);
  }

  @Override
  public List<Place> fields(SeedText text, int line) throws IOException {
    return places(text, line, (read, fields) -> read.valueAt());
  }

  @Override
  public List<Place> names(SeedText text, int line) throws IOException {
    return places(text, line, (read, fields) -> RecordLine.NAME_AT);
  }

  private interface Index {
    int of(RecordLine read, int field);
  }

  private static List<Place> places(SeedText text, int first, Index index) throws IOException {
    List<Place> places = new ArrayList<>();
    try (BufferedReader lines = text.from(first)) {
      int number = first;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!RecordLine.isSilent(line)) {
          RecordLine read = RecordLine.of(line);
          if (read.begins() && !places.isEmpty()) {
            break;
          }
          int at = index.of(read, places.size());
          places.add(new Place(text.shown(), number, line.codePointCount(0, at) + 1));
        }
        number++;
      }
      return places;
    } catch (RecordSyntaxException e) {
      throw new IOException("the file has changed", e);
    }
  }

  @Override
  public boolean takesBare(String name) {
    return RecordScalar.isPlain(name);
  }

  @Override
  public String giver() {
    return "this row";
  }

  @Override
  public String nullNote() {
    return "~ is NULL; \"\" is the empty text; a column that is left out gets its default.";
  }

  /** The row that is being read. */
  private static final class Reading {

    private final SeedText text;
    private final Records records;
    private List<String> columns = List.of();
    private final List<String> named = new ArrayList<>();
    private final Map<String, Integer> lineOfColumn = new HashMap<>();
    private List<@Nullable String> values = new ArrayList<>();
    private int number;
    private int first;
    private int rows;

    Reading(SeedText text, Records records) {
      this.text = text;
      this.records = records;
    }

    void take(String line) {
      number++;
      if (RecordLine.isSilent(line)) {
        return;
      }
      try {
        take(RecordLine.of(line));
      } catch (RecordSyntaxException e) {
        Place place = new Place(text.shown(), number, e.column(line));
        throw text.unreadable(place, e.reason(), e);
      }
    }

    private void take(RecordLine read) {
      if (read.begins()) {
        end();
        first = number;
      } else if (named.isEmpty()) {
        throw new RecordSyntaxException(0, "a row begins with \"- \"");
      }
      Integer before = lineOfColumn.put(read.column(), number);
      if (before != null) {
        throw new RecordSyntaxException(
            RecordLine.NAME_AT,
            "this row gives " + Shown.value(read.column()) + " twice, first in line " + before);
      }
      named.add(read.column());
      values.add(read.value());
    }

    void end() {
      if (named.isEmpty()) {
        return;
      }
      Place place = Place.line(text.shown(), first);
      if (++rows > MOST_ROWS) {
        throw tooLarge(text, place, "the file has more than " + MOST_ROWS + " rows");
      }
      if (!named.equals(columns)) {
        columns = List.copyOf(named);
        records.header(place, columns);
      }
      records.record(place, Collections.unmodifiableList(values));
      named.clear();
      lineOfColumn.clear();
      values = new ArrayList<>();
    }
  }
}
