// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import dev.dbagent.engine.BulkRead;
import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.engine.RowTrial;
import dev.dbagent.engine.TableShape;
import dev.dbagent.model.Count;
import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.FileTrouble;
import dev.dbagent.model.NearestName;
import dev.dbagent.model.Place;
import dev.dbagent.model.SchemaSnapshot;
import dev.dbagent.model.SchemaSnapshot.Relation;
import dev.dbagent.model.StageFailure;
import dev.dbagent.model.TableName;
import dev.dbagent.seed.SeedUpdate.Change;
import dev.dbagent.seed.TargetRow.Cell;
import dev.dbagent.seed.fake.FakeRows;
import dev.dbagent.seed.fake.FakeTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes seed files with made-up rows, for tables that have none yet. */
public final class SeedGenerator {

  private final SchemaSnapshot schema;
  private final SeedSet seeds;
  private final SeedSettings settings;

  /**
   * @param schema what stands in the database
   * @param seeds those that are there already
   */
  public SeedGenerator(SchemaSnapshot schema, SeedSet seeds, SeedSettings settings) {
    this.schema = schema;
    this.seeds = seeds;
    this.settings = settings;
  }

  /**
   * Makes up rows and writes them, a CSV file for each table, once there are rows for all.
   *
   * @param server with the seeds that are there; it is left as it is
   * @param tables as {@code [schema.]table}, spelled as in the catalogue
   * @param rows how many each table gets
   * @return a line for each file, for people
   * @throws StageFailure when a table is unknown or has a seed file already, when no rows can be
   *     made that the constraints allow, or when a file cannot be written
   */
  public List<String> generate(DatabaseServer server, List<String> tables, int rows) {
    List<Relation> relations = tables.stream().map(this::relation).toList();
    relations.forEach(this::refuseSeeded);
    List<FakeTable> made;
    try (RowTrial trial = server.beginTrial()) {
      made = FakeRows.of(trial, relations, rows);
    }
    List<Change> changes = new ArrayList<>();
    List<String> told = new ArrayList<>();
    try (BulkRead read = server.beginBulkRead()) {
      for (FakeTable table : made) {
        NewSeedFile file = file(table, read);
        Path path = settings.folder().resolve(file.name());
        changes.add(new Change(null, path, file.text()));
        told.add(shown(path) + ": " + Count.of(table.rows().size(), "row"));
      }
    }
    write(new SeedUpdate(changes, List.of(), List.of(), List.of()));
    return told;
  }

  private Relation relation(String name) {
    int dot = name.indexOf('.');
    TableName table =
        dot < 0
            ? new TableName(settings.defaultSchema(), name)
            : new TableName(name.substring(0, dot), name.substring(dot + 1));
    return schema
        .relation(table)
        .filter(relation -> relation.kind().holdsRows())
        .orElseThrow(() -> unknown(table));
  }

  private StageFailure unknown(TableName table) {
    List<String> names =
        schema.relations().stream()
            .filter(relation -> relation.kind().holdsRows())
            .map(relation -> relation.name().toString())
            .toList();
    return new StageFailure(
        FailureFacts.of(
            FailureKind.SEED_TABLE_UNKNOWN,
            "there is no table " + table + NearestName.question(table.toString(), names)),
        null);
  }

  private void refuseSeeded(Relation relation) {
    for (SeedFile seed : seeds.files()) {
      if (seed.table().equals(relation.name())) {
        throw new StageFailure(
            FailureFacts.of(
                    FailureKind.SEED_TABLE_CLAIMED_TWICE,
                    relation.name() + " has a seed file already, which is not overwritten")
                .at(Place.file(seed.path()))
                .note("Delete the file to have rows made up for this table."),
            null);
      }
    }
  }

  /** In the order in which rows of the table are read. */
  private NewSeedFile file(FakeTable table, BulkRead read) {
    TableShape shape =
        read.tables().stream()
            .filter(there -> there.name().equals(table.table()))
            .findFirst()
            .orElseThrow();
    List<TargetRow> rows = new ArrayList<>();
    for (List<@Nullable String> row : read.inOrder(shape, table)) {
      Map<String, Cell> cells = new LinkedHashMap<>();
      for (int i = 0; i < row.size(); i++) {
        cells.put(table.columns().get(i), new Cell(row.get(i), true));
      }
      rows.add(new TargetRow(0, rows.size(), cells));
    }
    SeedTarget target = new SeedTarget(Map.of(), rows);
    return NewSeedFile.csv(table.table(), target, settings.defaultSchema());
  }

  private void write(SeedUpdate update) {
    try {
      update.apply(settings.folder(), settings.folder());
    } catch (IOException e) {
      throw new StageFailure(
          FailureFacts.of(
                  FailureKind.SEED_UNREADABLE,
                  "the files cannot be written: " + FileTrouble.words(e))
              .at(Place.file(shown(settings.folder()))),
          e);
    }
  }

  private String shown(Path file) {
    return new SeedFolder(settings).shown(file);
  }
}
