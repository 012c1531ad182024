// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import dev.dbagent.model.Fingerprint;
import dev.dbagent.model.Place;
import dev.dbagent.model.TableName;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A file with the rows of one table, read from start to end once and found to be well formed. */
public final class SeedFile {

  private final SeedText text;
  private final SeedFormat format;
  private final TableName table;
  private final List<String> header;
  private final long rows;
  private final Fingerprint digest;

  private SeedFile(
      SeedText text,
      SeedFormat format,
      TableName table,
      List<String> header,
      RecordDigest content) {
    this.text = text;
    this.format = format;
    this.table = table;
    this.header = header;
    this.rows = content.records();
    this.digest = content.fingerprint();
  }

  /**
   * Reads a file.
   *
   * @throws dev.dbagent.model.StageFailure of kind SEED_UNREADABLE or SEED_ENCODING_WRONG, with
   *     line and column
   */
  static SeedFile read(SeedText text, SeedFormat format, TableName table) {
    RecordDigest content = new RecordDigest();
    HeaderOf header = new HeaderOf(content);
    text.read(format, header);
    return new SeedFile(text, format, table, header.columns, content);
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
    return header;
  }

  /** How many rows the file declares. */
  public long rows() {
    return rows;
  }

  /** Over what the file says, not over how it is written; see {@link RecordDigest}. */
  public Fingerprint digest() {
    return digest;
  }

  /** Where the columns are named. */
  Place headerPlace() {
    return Place.line(path(), 1);
  }

  /** The file's text, to be read again. */
  SeedText text() {
    return text;
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

  /** A row by its number, from 1; empty when there is none. */
  Optional<SeedRow> row(long number) {
    return first((row, count) -> count == number);
  }

  /** The first row, up to that one, that has the same values in some fields. */
  Optional<SeedRow> firstLike(SeedRow model, List<Integer> fields) {
    return first(
        (row, count) ->
            fields.stream()
                .allMatch(f -> Objects.equals(row.values().get(f), model.values().get(f))));
  }

  /** Where a field begins; the place of its record when that cannot be found out any more. */
  Place placeOf(Place record, int field) {
    try {
      return format.fields(text, record.line()).get(field);
    } catch (IOException | IndexOutOfBoundsException e) {
      return record;
    }
  }

  private Optional<SeedRow> first(Test test) {
    First search = new First(test);
    text.read(format, search);
    return Optional.ofNullable(search.found);
  }

  private interface Test {
    boolean holds(SeedRow row, long number);
  }

  private static final class HeaderOf implements SeedFormat.Records {

    private final SeedFormat.Records next;
    private List<String> columns = List.of();

    HeaderOf(SeedFormat.Records next) {
      this.next = next;
    }

    @Override
    public void header(Place place, List<String> named) {
      columns = List.copyOf(named);
      next.header(place, named);
    }

    @Override
    public void record(Place place, List<@Nullable String> values) {
      next.record(place, values);
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

    private final Test test;
    private long number;
    private @Nullable SeedRow found;

    First(Test test) {
      this.test = test;
    }

    @Override
    public void header(Place place, List<String> columns) {}

    @Override
    public void record(Place place, List<@Nullable String> values) {
      number++;
      if (found == null) {
        SeedRow row = new SeedRow(place, values);
        found = test.holds(row, number) ? row : null;
      }
    }
  }
}
