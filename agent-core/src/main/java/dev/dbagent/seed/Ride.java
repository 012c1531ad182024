// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import dev.dbagent.engine.TableShape;
import dev.dbagent.engine.TableShape.ColumnShape;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.StageFailure;
import dev.dbagent.model.TableName;
import dev.dbagent.seed.SeedUpdate.Change;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What two runs of the same ride make of the files of one place: the seed folder itself or a
 * profile. A value that differs between the runs is one that another day would make differ, too; it
 * stays what the file says, or becomes a constant.
 */
final class Ride {

  private final RideRun one;
  private final RideRun other;
  private final SeedSnapshot bare;
  private final Path place;
  private final String defaultSchema;
  private final Settled settled = new Settled();
  private final List<Change> changes = new ArrayList<>();
  private final List<SeedReport> reports = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  /** The rows that came during the ride, of tables that no file of this place has looked at yet. */
  private final Map<TableName, List<TargetRow>> added = new LinkedHashMap<>();

  /**
   * @param bare what the migrations make without the files
   * @param place the folder whose files are brought up to date
   */
  Ride(RideRun one, RideRun other, SeedSnapshot bare, Path place, String defaultSchema) {
    this.one = one;
    this.other = other;
    this.bare = bare;
    this.place = place;
    this.defaultSchema = defaultSchema;
  }

  /**
   * What the files of the place become.
   *
   * @param files of the place, one at least
   * @param known rows that are in the files of another place already, by table
   * @param texts what each file says as it is
   */
  SeedUpdate update(
      List<SeedFile> files, Map<TableName, List<TargetRow>> known, Map<SeedFile, String> texts) {
    findAdded(known);
    Map<TableName, List<TargetRow>> left = new LinkedHashMap<>(added);
    for (SeedFile file : files) {
      if (!one.rode(file)) {
        isAhead(file, left.remove(file.table()));
        continue;
      }
      Optional<TableRows> now = one.after(file);
      if (now.isEmpty()) {
        changes.add(new Change(file.text().file(), null, ""));
        reports.add(SeedReport.deleted(file.path(), file.rows()));
      } else {
        List<TargetRow> more = left.remove(now.get().shape().name());
        update(
            file,
            now.get(),
            more == null ? List.of() : more,
            Objects.requireNonNull(texts.get(file)));
      }
    }
    String path = files.get(0).path();
    left.forEach(
        (table, rows) -> create(table, rows, path.substring(0, path.lastIndexOf('/') + 1)));
    return new SeedUpdate(changes, reports, notes, one.unproved());
  }

  /** A file that its author has written for the newest version is not touched. */
  private void isAhead(SeedFile file, @Nullable List<TargetRow> more) {
    if (more != null) {
      notes.add(
          "Migrations make rows of "
              + file.table()
              + " out of seeds; they are not added to "
              + file.path()
              + ", which is written for the newest version.");
    }
  }

  /** The rows that came during the ride, by table. */
  Map<TableName, List<TargetRow>> added() {
    return added;
  }

  private void update(SeedFile file, TableRows now, List<TargetRow> more, String text) {
    FileRide ride = new FileRide(one, other, file, settled);
    List<TargetRow> rows = new ArrayList<>(ride.rows());
    rows.addAll(more);
    SeedTarget target = new SeedTarget(ride.renamed(), rows);
    String patched =
        file.format() instanceof CsvFormat
            ? CsvPatch.of(text, target)
            : RecordPatch.of(text, target);
    Path path = renamed(file, now.shape().name());
    boolean isRenamed = !path.equals(file.text().file());
    if (isRenamed || !patched.equals(text)) {
      changes.add(new Change(file.text().file(), path, patched));
      reports.add(ride.report(shown(file, path), more.size(), isRenamed));
    }
  }

  private String shown(SeedFile file, Path path) {
    String old = file.path();
    return old.substring(0, old.lastIndexOf('/') + 1) + path.getFileName();
  }

  /** The file's name follows that of the table; it says the schema if it did, or if it must. */
  private Path renamed(SeedFile file, TableName now) {
    Path path = file.text().file();
    if (file.table().equals(now)) {
      return path;
    }
    String name = String.valueOf(path.getFileName());
    SeedFileName parsed = SeedFileName.of(file.text());
    String suffix = name.substring(name.lastIndexOf('.'));
    boolean saysSchema = parsed.parts().size() > 1 || !now.schema().equals(defaultSchema);
    return path.resolveSibling((saysSchema ? now.schema() + "." : "") + now.name() + suffix);
  }

  private void create(TableName table, List<TargetRow> rows, String shownPlace) {
    NewSeedFile file = NewSeedFile.of(table, rows, defaultSchema);
    changes.add(new Change(null, place.resolve(file.name()), file.text()));
    reports.add(new SeedReport(shownPlace + file.name(), rows.size(), 0, 0, 0, List.of()));
  }

  private void findAdded(Map<TableName, List<TargetRow>> known) {
    for (TableRows now : one.after().tables()) {
      TableShape shape = now.shape();
      Optional<TableRows> again = other.after().table(shape.name());
      if (!shape.isPartition() && again.isPresent()) {
        List<TargetRow> rows = added(now, again.get());
        List<TargetRow> others = known.getOrDefault(shape.name(), List.of());
        Set<Map<String, TargetRow.Cell>> cells =
            others.stream().map(TargetRow::cells).collect(Collectors.toSet());
        rows.removeIf(row -> cells.contains(row.cells()));
        if (!rows.isEmpty()) {
          added.put(shape.name(), rows);
        }
      }
    }
  }

  /** Without those that the migrations make where there are no seeds. */
  private List<TargetRow> added(TableRows now, TableRows again) {
    Optional<TableRows> made = bare.table(now.shape().name());
    List<Integer> first =
        made.map(rows -> withoutMade(now, one.added(now), rows, notes::add))
            .orElseGet(() -> one.added(now));
    List<Integer> second =
        made.map(rows -> withoutMade(again, other.added(again), rows, note -> {}))
            .orElseGet(() -> other.added(again));
    if (first.size() != second.size()) {
      throw new StageFailure(
          FailureKind.SEED_RIDE_REFUSED,
          "two runs of the same migrations made different numbers of rows in "
              + now.shape().name());
    }
    return aligned(now, first, again, second);
  }

  private static List<Integer> withoutMade(
      TableRows now, List<Integer> rows, TableRows made, Consumer<String> notes) {
    Surplus surplus = Surplus.of(now, rows, made);
    for (int index : surplus.others()) {
      notes.accept(
          "A migration makes "
              + now.shape().name()
              + " row "
              + Shown.pairs(now.shape().key(), TableRows.values(now.rows().get(index), now.key()))
              + " out of seeds; it is not written into a seed file.");
    }
    return surplus.rows();
  }

  /** Rows of both runs that are the same one: by key, or by what is equal if the key is not. */
  private List<TargetRow> aligned(
      TableRows now, List<Integer> first, TableRows again, List<Integer> second) {
    List<List<@Nullable String>> left = first.stream().map(now.rows()::get).toList();
    List<List<@Nullable String>> right = second.stream().map(again.rows()::get).toList();
    List<Integer> key = now.key();
    boolean isByKey =
        !key.isEmpty()
            && left.stream()
                .map(row -> TableRows.values(row, key))
                .toList()
                .equals(right.stream().map(row -> TableRows.values(row, key)).toList());
    List<TargetRow> rows = new ArrayList<>();
    List<List<@Nullable String>> one1 = isByKey ? left : sorted(left, right);
    List<List<@Nullable String>> two = isByKey ? right : sorted(right, left);
    for (int i = 0; i < one1.size(); i++) {
      List<@Nullable String> values = new ArrayList<>();
      List<ColumnShape> columns = now.shape().stored();
      String row = isByKey ? String.valueOf(TableRows.values(one1.get(i), key)) : "number " + i;
      for (int c = 0; c < columns.size(); c++) {
        ColumnShape column = columns.get(c);
        String where = now.shape().name() + " " + row + " " + column.name();
        values.add(settled.value(where, column.type(), one1.get(i).get(c), two.get(i).get(c)));
      }
      rows.add(now.asNew(values, isByKey ? first.get(i) : Long.MAX_VALUE - one1.size() + i));
    }
    return rows;
  }

  /** By the columns of which both runs hold the same values. */
  private static List<List<@Nullable String>> sorted(
      List<List<@Nullable String>> rows, List<List<@Nullable String>> others) {
    List<Integer> equal = new ArrayList<>();
    int columns = rows.isEmpty() ? 0 : rows.get(0).size();
    for (int c = 0; c < columns; c++) {
      if (column(rows, c).equals(column(others, c))) {
        equal.add(c);
      }
    }
    List<List<@Nullable String>> sorted = new ArrayList<>(rows);
    sorted.sort(Comparator.comparing(row -> String.valueOf(TableRows.values(row, equal))));
    return sorted;
  }

  private static List<String> column(List<List<@Nullable String>> rows, int column) {
    return rows.stream().map(row -> String.valueOf(row.get(column))).sorted().toList();
  }
}
