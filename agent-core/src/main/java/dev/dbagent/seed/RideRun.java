// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import dev.dbagent.engine.BulkRead;
import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.engine.TableShape.ColumnShape;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Progress;
import dev.dbagent.model.SchemaSnapshot;
import dev.dbagent.model.StageFailure;
import dev.dbagent.model.TableName;
import java.util.ArrayList;
import java.util.Comparator;
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

  /** Of a migration that failed: what was different from a replay without seeds. */
  public static final String IN_PLACE = "The rows of the seeds were in the tables when it ran.";

  private final SeedSnapshot before;
  private final SeedSnapshot after;
  private final Map<SeedFile, List<Landed>> landed;
  private final List<TableName> unproved;
  private final Map<Long, RowMatch> matches = new HashMap<>();

  /**
   * Where a row of a file is in its table.
   *
   * @param row of the file
   * @param index among the rows of the table before the ride
   */
  record Landed(SeedRow row, int index) {}

  private RideRun(
      SeedSnapshot before,
      SeedSnapshot after,
      Map<SeedFile, List<Landed>> landed,
      List<TableName> unproved) {
    this.before = before;
    this.after = after;
    this.landed = landed;
    this.unproved = unproved;
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
      SeedSnapshot after = SeedSnapshot.of(server, historyTable);
      return new RideRun(before, after, landed, new Unproved(before, after).tables());
    }

    /** A migration has failed: where the rows that it failed over come from. */
    public StageFailure explained(
        StageFailure failure, DatabaseServer server, String historyTable) {
      return new StageFailure(
          new FailedRide(before, landed).explain(failure, server, historyTable), failure);
    }
  }

  /**
   * Loads the seeds and remembers where each row is. A file that does not fit the tables as they
   * are, but as they will be, is written for the newest version already and is left out.
   *
   * @param later what the migrations make without seeds
   * @throws dev.dbagent.model.StageFailure as {@link SeedLoader#load}
   */
  public static Start start(
      DatabaseServer server, SeedSet all, SeedSnapshot later, String historyTable) {
    SchemaSnapshot schema = server.snapshot();
    SeedSet seeds =
        all.only(file -> SeedPlan.fits(file, schema) || !SeedPlan.fits(file, later.schema()));
    SeedLoader.tables(server, seeds, schema, Progress.silent());
    try (BulkRead read = server.beginBulkRead()) {
      SeedSnapshot before = SeedSnapshot.of(read, schema, historyTable);
      Map<SeedFile, List<Landed>> landed = new HashMap<>();
      Map<SeedFile, Set<Integer>> taken = new HashMap<>();
      for (SeedFile file : seeds.files()) {
        TableRows table = before.table(file.table()).orElseThrow();
        List<SeedPlan> plans = SeedPlan.of(file, schema, Set.of());
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

  /** Rows that give more columns choose first: what they say fits fewer rows. */
  private static List<Landed> landed(
      BulkRead read, TableRows table, SeedFile file, List<SeedPlan> plans, Set<Integer> others) {
    Map<Long, Landed> byNumber = new HashMap<>();
    List<SeedRow> rows = file.all();
    Set<Integer> taken = new HashSet<>(others);
    List<SeedPlan> order = new ArrayList<>(plans);
    order.sort(Comparator.comparing((SeedPlan plan) -> -plan.columns().size()));
    for (SeedPlan plan : order) {
      List<Integer> columns = plan.columns().stream().map(table::indexOf).toList();
      RowIndex index = new RowIndex(table.rows(), columns);
      List<List<@Nullable String>> written = plan.written(rows);
      // What reads as a row does is what the server would make of it.
      List<List<@Nullable String>> held =
          index.hasAll(written) ? written : read.asHeld(table.shape(), plan);
      int next = 0;
      for (SeedRow row : rows) {
        if (row.columns().equals(plan.layout())) {
          int found = index.take(held.get(next));
          while (found >= 0 && !taken.add(found)) {
            found = index.take(held.get(next));
          }
          next++;
          if (found < 0) {
            throw new StageFailure(
                FailureKind.SEED_RIDE_REFUSED,
                plan.title(row) + " cannot be told from the other rows of its table",
                row.place());
          }
          byNumber.put(row.number(), new Landed(row, found));
        }
      }
    }
    return rows.stream().map(row -> Objects.requireNonNull(byNumber.get(row.number()))).toList();
  }

  /** Tables without a row that the migrations have changed: nothing is proved on them. */
  List<TableName> unproved() {
    return unproved;
  }

  SeedSnapshot before() {
    return before;
  }

  SeedSnapshot after() {
    return after;
  }

  /** Whether a file is written for the older version and has ridden. */
  boolean rode(SeedFile file) {
    return landed.containsKey(file);
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
