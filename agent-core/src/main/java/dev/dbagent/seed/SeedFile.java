// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import dev.dbagent.model.Fingerprint;
import dev.dbagent.model.Place;
import dev.dbagent.model.TableName;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A file with the rows of one table, read from start to end once and found to be well formed. */
public final class SeedFile {

  private final Path file;
  private final SeedFormat format;
  private final String path;
  private final TableName table;
  private final List<String> header;
  private final long rows;
  private final Fingerprint digest;

  private SeedFile(
      Path file,
      SeedFormat format,
      String path,
      TableName table,
      List<String> header,
      RecordDigest content) {
    this.file = file;
    this.format = format;
    this.path = path;
    this.table = table;
    this.header = header;
    this.rows = content.records();
    this.digest = content.fingerprint();
  }

  /**
   * Reads a file.
   *
   * @param path how a user of the project writes it
   * @throws dev.dbagent.model.StageFailure of kind SEED_UNREADABLE, with the line
   */
  static SeedFile read(Path file, SeedFormat format, String path, TableName table) {
    RecordDigest content = new RecordDigest();
    HeaderOf header = new HeaderOf(content);
    SeedText.read(file, path, format, header);
    return new SeedFile(file, format, path, table, header.columns, content);
  }

  /** The path as a user of the project writes it: relative to the project, with slashes. */
  public String path() {
    return path;
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
    return Place.line(path, 1);
  }

  /**
   * Reads the records once more.
   *
   * @throws dev.dbagent.model.StageFailure of kind SEED_UNREADABLE when the file says something
   *     else than it did at first
   */
  void sendTo(SeedFormat.Records records) {
    RecordDigest content = new RecordDigest();
    SeedText.read(file, path, format, new Both(content, records));
    if (!content.fingerprint().equals(digest)) {
      throw Unreadable.at(Place.file(path), "the file changed while the build was running", null);
    }
  }

  /** The place where a row begins; only the file when there is no such row. */
  Place placeOf(long row) {
    PlaceOf search = new PlaceOf(row, Place.file(path));
    SeedText.read(file, path, format, search);
    return search.place;
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

  private static final class PlaceOf implements SeedFormat.Records {

    private long left;
    private Place place;

    PlaceOf(long row, Place unknown) {
      this.left = row;
      this.place = unknown;
    }

    @Override
    public void header(Place headerPlace, List<String> columns) {}

    @Override
    public void record(Place recordPlace, List<@Nullable String> values) {
      left--;
      if (left == 0) {
        place = recordPlace;
      }
    }
  }
}
