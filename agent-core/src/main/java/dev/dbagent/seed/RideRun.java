// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import dev.dbagent.engine.BulkRead;
import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.engine.TableShape.ColumnShape;
import dev.dbagent.model.Progress;
import dev.dbagent.model.SchemaSnapshot;
import dev.dbagent.model.TableName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One replay with the seeds in place: what they were when they came, and what became of them. */
public final class RideRun {

  private final SeedSnapshot before;
  private final SeedSnapshot after;
  private final Map<SeedFile, List<Landed>> landed;
  private final Map<Long, RowMatch> matches = new HashMap<>();

  /**
   * Where a row of a file is in its table.
   *
   * @param row of the file
   * @param index among the rows of the table before the ride
   */
  record Landed(SeedRow row, int index) {}

  private RideRun(SeedSnapshot before, SeedSnapshot after, Map<SeedFile, List<Landed>> landed) {
    this.before = before;
    this.after = after;
    this.landed = landed;
  }

  /** Seeds that were loaded and are about to ride. */
  public static final class Start {

    private final SeedSnapshot before;
    private final Map<SeedFile, List<Landed>> landed;

    private Start(SeedSnapshot before, Map<SeedFile, List<Landed>> landed) {
      this.before = before;
      this.landed = landed;
    }

    /** The migrations are through. */
    public RideRun end(DatabaseServer server, String historyTable) {
      return new RideRun(before, SeedSnapshot.of(server, historyTable), landed);
    }
  }

  /**
   * Loads the seeds and remembers where each row is.
   *
   * @throws dev.dbagent.model.StageFailure as {@link SeedLoader#load}
   */
  public static Start start(DatabaseServer server, SeedSet seeds, String historyTable) {
    SchemaSnapshot schema = server.snapshot();
    SeedLoader.tables(server, seeds, Progress.silent());
    Set<TableName> claimed =
        seeds.files().stream().map(SeedFile::table).collect(Collectors.toSet());
    try (BulkRead read = server.beginBulkRead()) {
      SeedSnapshot before = SeedSnapshot.of(read, historyTable);
      Map<SeedFile, List<Landed>> landed = new HashMap<>();
      Map<SeedFile, Set<Integer>> taken = new HashMap<>();
      for (SeedFile file : seeds.files()) {
        TableRows table = before.table(file.table()).orElseThrow();
        List<SeedPlan> plans = SeedPlan.of(file, schema, claimed);
        Set<Integer> others = new HashSet<>();
        taken.forEach(
            (other, rows) -> {
              if (other.table().equals(file.table())) {
                others.addAll(rows);
              }
            });
        List<Landed> rows = landed(read, table, file, plans, others);
        landed.put(file, rows);
        taken.put(file, rows.stream().map(Landed::index).collect(Collectors.toSet()));
      }
      return new Start(before, landed);
    }
  }

  private static List<Landed> landed(
      BulkRead read, TableRows table, SeedFile file, List<SeedPlan> plans, Set<Integer> others) {
    Map<Long, Landed> byNumber = new HashMap<>();
    List<SeedRow> rows = file.all();
    Set<Integer> taken = new HashSet<>(others);
    for (SeedPlan plan : plans) {
      List<List<@Nullable String>> held = read.asHeld(table.shape(), plan);
      List<Integer> columns = plan.columns().stream().map(table::indexOf).toList();
      RowIndex index = new RowIndex(table.rows(), columns);
      int next = 0;
      for (SeedRow row : rows) {
        if (row.columns().equals(plan.layout())) {
          int found = index.take(held.get(next));
          while (found >= 0 && !taken.add(found)) {
            found = index.take(held.get(next));
          }
          next++;
          if (found >= 0) {
            byNumber.put(row.number(), new Landed(row, found));
          }
        }
      }
    }
    return rows.stream()
        .map(row -> byNumber.get(row.number()))
        .filter(Objects::nonNull)
        .map(Objects::requireNonNull)
        .toList();
  }

  SeedSnapshot before() {
    return before;
  }

  SeedSnapshot after() {
    return after;
  }

  List<Landed> landed(SeedFile file) {
    return landed.getOrDefault(file, List.of());
  }

  /** A file's table when the seeds came. */
  TableRows before(SeedFile file) {
    return before.table(file.table()).orElseThrow();
  }

  /** What became of a file's table; empty when it was dropped. */
  Optional<TableRows> after(SeedFile file) {
    return after.table(before(file).shape().id());
  }

  /** A row as it is now; null when it is gone. */
  @Nullable List<@Nullable String> after(SeedFile file, Landed row) {
    TableRows now = after(file).orElseThrow();
    int index = match(before(file), now).after(row.index());
    return index < 0 ? null : now.rows().get(index);
  }

  /** The place of a row in the order of its table; the highest when it is gone. */
  long rank(SeedFile file, Landed row) {
    int index = match(before(file), after(file).orElseThrow()).after(row.index());
    return index < 0 ? Long.MAX_VALUE : index;
  }

  /** The rows of a table that came during the ride, by their places in its order. */
  List<Integer> added(TableRows now) {
    Optional<TableRows> was = before.table(now.shape().id());
    if (was.isEmpty()) {
      List<Integer> all = new ArrayList<>();
      for (int i = 0; i < now.rows().size(); i++) {
        all.add(i);
      }
      return all;
    }
    return match(was.get(), now).added();
  }

  private RowMatch match(TableRows was, TableRows now) {
    return matches.computeIfAbsent(was.shape().id(), id -> RowMatch.of(was, now));
  }

  /** The column as it was when the seeds came; null when it came later. */
  static @Nullable ColumnShape before(TableRows was, ColumnShape column) {
    return was.shape().stored().stream()
        .filter(old -> old.id() == column.id())
        .findFirst()
        .orElse(null);
  }
}
