// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import dev.dbagent.model.Fingerprint;
import dev.dbagent.model.Place;
import dev.dbagent.model.TableName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A file with rows of one table, read from start to end once and found to be well formed. */
public final class SeedFile {

  private final SeedText text;
  private final SeedFormat format;
  private final TableName table;
  private final Map<List<String>, Place> layouts;
  private final long rows;
  private final Fingerprint digest;

  private SeedFile(
      SeedText text,
      SeedFormat format,
      TableName table,
      Map<List<String>, Place> layouts,
      RecordDigest content) {
    this.text = text;
    this.format = format;
    this.table = table;
    this.layouts = Collections.unmodifiableMap(layouts);
    this.rows = content.records();
    this.digest = content.fingerprint();
  }

  /**
   * Reads a file.
   *
   * @throws dev.dbagent.model.StageFailure of kind SEED_UNREADABLE, SEED_TOO_LARGE or
   *     SEED_ENCODING_WRONG, with its place
   */
  static SeedFile read(SeedText text, SeedFormat format, TableName table) {
    RecordDigest content = new RecordDigest();
    Map<List<String>, Place> layouts = new LinkedHashMap<>();
    text.read(
        format,
        new SeedFormat.Records() {
          @Override
          public void header(Place place, List<String> columns) {
            layouts.putIfAbsent(List.copyOf(columns), place);
            content.header(place, columns);
          }

          @Override
          public void record(Place place, List<@Nullable String> values) {
            content.record(place, values);
          }
        });
    return new SeedFile(text, format, table, layouts, content);
  }

  /** The path as a user of the project writes it: relative to the project, with slashes. */
  public String path() {
    return text.shown();
  }

  public TableName table() {
    return table;
  }

  /** The columns that the file gives, in its order. */
  public List<String> header() {
    Set<String> columns = new LinkedHashSet<>();
    layouts.keySet().forEach(columns::addAll);
    return List.copyOf(columns);
  }

  /** How many rows the file declares. */
  public long rows() {
    return rows;
  }

  /** Over what the file says, not over how it is written; see {@link RecordDigest}. */
  public Fingerprint digest() {
    return digest;
  }

  /** All rows, in order. */
  List<SeedRow> all() {
    List<SeedRow> all = new ArrayList<>();
    first(
        row -> {
          all.add(row);
          return false;
        });
    return all;
  }

  /** Each list of columns that rows have, and where the first of these rows names them. */
  Map<List<String>, Place> layouts() {
    return layouts;
  }

  /** Where columns are named first. */
  Place headerPlace() {
    return layouts.values().stream().findFirst().orElse(Place.file(path()));
  }

  /** The file's text, to be read again. */
  SeedText text() {
    return text;
  }

  SeedFormat format() {
    return format;
  }

  /**
   * Reads the records once more.
   *
   * @throws dev.dbagent.model.StageFailure of kind SEED_UNREADABLE when the file says something
   *     else than it did at first
   */
  void sendTo(SeedFormat.Records records) {
    RecordDigest content = new RecordDigest();
    text.read(format, new Both(content, records));
    if (!content.fingerprint().equals(digest)) {
      throw text.unreadable(text.place(), "the file changed while the build was running", null);
    }
  }

  /** The first row that passes a test, as far as the file can be read by now. */
  Optional<SeedRow> first(Predicate<SeedRow> test) {
    First search = new First(test);
    text.read(format, search);
    return Optional.ofNullable(search.found);
  }

  /** Where a value begins; the place of its record when that cannot be found out any more. */
  Place placeOf(Place record, int field) {
    try {
      return format.fields(text, record.line()).get(field);
    } catch (IOException | IndexOutOfBoundsException e) {
      return record;
    }
  }

  /** Where a column is named; the place of the header when that cannot be found out any more. */
  Place nameOf(Place header, int field) {
    try {
      return format.names(text, header.line()).get(field);
    } catch (IOException | IndexOutOfBoundsException e) {
      return header;
    }
  }

  private record Both(SeedFormat.Records one, SeedFormat.Records other)
      implements SeedFormat.Records {

    @Override
    public void header(Place place, List<String> columns) {
      one.header(place, columns);
      other.header(place, columns);
    }

    @Override
    public void record(Place place, List<@Nullable String> values) {
      one.record(place, values);
      other.record(place, values);
    }
  }

  private static final class First implements SeedFormat.Records {

    private final Predicate<SeedRow> test;
    private List<String> columns = List.of();
    private long number;
    private @Nullable SeedRow found;

    First(Predicate<SeedRow> test) {
      this.test = test;
    }

    @Override
    public void header(Place place, List<String> named) {
      columns = List.copyOf(named);
    }

    @Override
    public void record(Place place, List<@Nullable String> values) {
      number++;
      if (found == null) {
        SeedRow row = new SeedRow(place, number, columns, values);
        found = test.test(row) ? row : null;
      }
    }
  }
}
