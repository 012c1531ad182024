// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import dev.dbagent.engine.BulkRead;
import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.model.Count;
import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Place;
import dev.dbagent.model.StageFailure;
import dev.dbagent.model.TableName;
import dev.dbagent.seed.SeedUpdate.Change;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows that become seed files: what a database holds beyond that which the migrations, and the seed
 * files that are there, make anyway.
 */
public final class SeedRecording {

  /** Nobody wants more in a repository, and all of them are held in memory. */
  private static final int MOST_ROWS = 500_000;

  private final SeedSettings settings;
  private final List<TableRows> chosen;
  private final SecretGuard guard;
  private final List<Recorded> recorded = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  /**
   * What is recorded of a table.
   *
   * @param made the table as it is anyway
   * @param now the table as it is in the database
   * @param rows the indexes of those that are recorded
   */
  private record Recorded(TableRows made, TableRows now, List<Integer> rows) {

    TableName name() {
      return made.shape().name();
    }
  }

  /**
   * @param made what is there anyway
   * @throws StageFailure of kind SEED_TABLE_UNKNOWN when a name in the settings is of nothing there
   */
  public SeedRecording(SeedSettings settings, RecordSettings record, SeedSnapshot made) {
    this.settings = settings;
    RecordedTables tables = new RecordedTables(made, settings.defaultSchema());
    this.chosen = tables.chosen(record.tables());
    this.guard = new SecretGuard(tables.columns(record.allowedSecrets()));
  }

  /** Takes the rows of the same database at a later moment. */
  public void take(DatabaseServer server) {
    try (BulkRead read = server.beginBulkRead()) {
      chosen.forEach(made -> take(made, read));
    }
  }

  /**
   * Takes the rows of another database, as far as its tables are those of this one.
   *
   * @param isNamed whether somebody has asked for these very tables, so that all must be there
   * @param historyTable the unqualified name of Flyway's own table
   * @throws StageFailure of kind SEED_RECORDING_REFUSED when a table has other columns there
   */
  public void take(BulkRead other, boolean isNamed, String historyTable) {
    OtherTables tables =
        new OtherTables(
            other.tables().stream()
                .filter(table -> !table.name().name().equals(historyTable))
                .toList());
    List<TableRows> there = tables.among(chosen, isNamed);
    notes.addAll(tables.notes(chosen, isNamed));
    there.forEach(made -> take(made, other));
  }

  private void take(TableRows made, BulkRead read) {
    TableRows now = TableRows.of(read, made.shape(), MOST_ROWS);
    List<Integer> all = IntStream.range(0, now.rows().size()).boxed().toList();
    Surplus surplus = Surplus.of(now, all, made);
    if (!surplus.rows().isEmpty()) {
      recorded.add(new Recorded(made, now, surplus.rows()));
      guard.look(now, surplus.rows());
    }
    note("Left out: ", surplus.others().size(), now, ", of which other values are made anyway");
    note("Not there: ", surplus.missing(), now, " made by migrations or seed files");
  }

  private void note(String what, int count, TableRows table, String why) {
    if (count > 0) {
      notes.add(what + Count.of(count, "row") + " of " + table.shape().name() + why);
    }
  }

  /**
   * The files to write, none yet written.
   *
   * @throws StageFailure of kind SEED_SECRETS_FOUND when a value looks like a secret, or
   *     SEED_RECORDING_REFUSED when a file is there already
   */
  public SeedUpdate files() {
    guard.check();
    refuseSeeded();
    SeedFolder folder = new SeedFolder(settings);
    List<Change> changes = new ArrayList<>();
    List<SeedReport> reports = new ArrayList<>();
    for (Recorded table : recorded) {
      List<TargetRow> rows = new ArrayList<>();
      table
          .rows()
          .forEach(index -> rows.add(table.now().asNew(table.now().rows().get(index), index)));
      NewSeedFile file = NewSeedFile.of(table.name(), rows, settings.defaultSchema());
      Path path = settings.folder().resolve(file.name());
      refuseThere(path, folder);
      changes.add(new Change(null, path, file.text()));
      reports.add(new SeedReport(folder.shown(path), rows.size(), 0, 0, 0, List.of()));
    }
    return new SeedUpdate(changes, reports, notes, List.of());
  }

  private void refuseSeeded() {
    FailureFacts facts = null;
    List<SeedFile> there = SeedSet.read(settings.with(List.of())).files();
    for (SeedFile file : there) {
      if (recorded.stream().anyMatch(table -> table.name().equals(file.table()))) {
        facts =
            facts == null
                ? FailureFacts.of(
                        FailureKind.SEED_RECORDING_REFUSED,
                        file.table() + " has a seed file already, which is not overwritten")
                    .at(Place.file(file.path()))
                : facts.see(Place.file(file.path()), "the file of " + file.table());
      }
    }
    if (facts != null) {
      throw new StageFailure(
          facts.note("Move the files away, or name other tables in dbAgent.tables."), null);
    }
  }

  private static void refuseThere(Path path, SeedFolder folder) {
    if (Files.exists(path)) {
      throw new StageFailure(
          FailureKind.SEED_RECORDING_REFUSED,
          "the file is there already and is not overwritten",
          Place.file(folder.shown(path)));
    }
  }

  /**
   * Whether the rows came out of the files as they went in.
   *
   * @param loaded with the files loaded
   * @throws StageFailure of kind SEED_RECORDING_REFUSED when they did not
   */
  public void check(DatabaseServer loaded) {
    try (BulkRead read = loaded.beginBulkRead()) {
      recorded.forEach(table -> check(table, read));
    }
  }

  /** What is made anyway may be another one each time it is made, with the time of day in it. */
  private static void check(Recorded table, BulkRead read) {
    TableRows back = TableRows.of(read, table.made().shape());
    List<Integer> all = IntStream.range(0, table.made().shape().stored().size()).boxed().toList();
    RowIndex index = new RowIndex(back.rows(), all);
    boolean isWhole =
        table.rows().stream().allMatch(row -> index.take(table.now().rows().get(row)) >= 0);
    if (!isWhole || back.rows().size() != table.made().rows().size() + table.rows().size()) {
      throw new StageFailure(
          FailureKind.SEED_RECORDING_REFUSED,
          "the rows of "
              + table.name()
              + " do not come out of a seed file as they went into it; no file was written");
    }
  }
}
