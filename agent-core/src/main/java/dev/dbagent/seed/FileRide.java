// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import dev.dbagent.engine.TableShape.ColumnShape;
import dev.dbagent.seed.RideRun.Landed;
import dev.dbagent.seed.TargetRow.Cell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the rows of one file became in two runs of a ride. */
final class FileRide {

  private final RideRun one;
  private final RideRun other;
  private final SeedFile file;
  private final Settled settled;
  private final TableRows was;
  private final TableRows now;
  private final Map<String, String> renamed = new LinkedHashMap<>();
  private final List<TargetRow> rows = new ArrayList<>();
  private long removed;
  private long changed;
  private long dropped;

  FileRide(RideRun one, RideRun other, SeedFile file, Settled settled) {
    this.one = one;
    this.other = other;
    this.file = file;
    this.settled = settled;
    this.was = one.before(file);
    this.now = one.after(file).orElseThrow();
    for (ColumnShape column : now.shape().columns()) {
      was.shape().columns().stream()
          .filter(old -> old.id() == column.id() && !old.name().equals(column.name()))
          .forEach(old -> renamed.put(old.name(), column.name()));
    }
    List<Landed> again = other.landed(file);
    for (int i = 0; i < one.landed(file).size(); i++) {
      follow(one.landed(file).get(i), again.get(i));
    }
  }

  /** The new names of columns by their old ones. */
  Map<String, String> renamed() {
    return renamed;
  }

  /** The rows that are still there. */
  List<TargetRow> rows() {
    return rows;
  }

  SeedReport report(String path, long added, boolean isRenamed) {
    List<String> names = new ArrayList<>();
    if (isRenamed) {
      names.add(file.path() + " -> " + path);
    }
    renamed.forEach(
        (old, name) -> {
          if (file.header().contains(old)) {
            names.add(old + " -> " + name);
          }
        });
    return new SeedReport(path, added, removed, changed, dropped, names);
  }

  private void follow(Landed row, Landed again) {
    List<@Nullable String> values = one.after(file, row);
    List<@Nullable String> others = other.after(file, again);
    if (values == null || others == null) {
      removed++;
      return;
    }
    for (String column : row.row().columns()) {
      boolean isGone =
          was.shape().column(column).map(old -> now.indexOf(old.id()) < 0).orElse(true);
      boolean wasStored = was.indexOf(column) >= 0;
      dropped += isGone && wasStored && row.row().value(column) != null ? 1 : 0;
    }
    Map<String, Cell> cells = new LinkedHashMap<>();
    List<ColumnShape> columns = now.shape().stored();
    for (int i = 0; i < columns.size(); i++) {
      cells.put(columns.get(i).name(), cell(columns.get(i), i, row, values, others));
    }
    rows.add(new TargetRow(row.row().number(), one.rank(file, row), cells));
  }

  private Cell cell(
      ColumnShape column,
      int index,
      Landed row,
      List<@Nullable String> values,
      List<@Nullable String> others) {
    ColumnShape old = RideRun.before(was, column);
    boolean isGiven = old != null && row.row().columns().contains(old.name());
    String value = values.get(index);
    boolean isSame =
        old != null
            && Objects.equals(was.rows().get(row.index()).get(was.indexOf(old.id())), value);
    boolean isVolatile = !Objects.equals(value, others.get(index));
    if (old != null && isGiven && (isSame || isVolatile)) {
      return new Cell(row.row().value(old.name()), true);
    }
    if (old != null && (isSame || isVolatile)) {
      // Left out by its author, and the default still stands in.
      boolean isOtherDefault = column.filling().isConstant() && !column.filling().isSurely(value);
      return new Cell(settled(column, row, value, others.get(index)), isOtherDefault);
    }
    changed += isGiven ? 1 : 0;
    boolean isKey = now.shape().key().contains(column.name());
    return new Cell(
        settled(column, row, value, others.get(index)), isKey || !column.filling().isSurely(value));
  }

  private @Nullable String settled(
      ColumnShape column, Landed row, @Nullable String value, @Nullable String again) {
    List<@Nullable String> key =
        was.key().isEmpty() ? List.of() : TableRows.values(was.rows().get(row.index()), was.key());
    String where =
        now.shape().name()
            + " "
            + (key.isEmpty() ? "number " + row.row().number() : key)
            + " "
            + column.name();
    return settled.value(where, column.type(), value, again);
  }
}
