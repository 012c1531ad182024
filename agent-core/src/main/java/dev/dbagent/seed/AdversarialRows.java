// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import dev.dbagent.engine.BulkLoad;
import dev.dbagent.engine.BulkRead;
import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.engine.RejectedRowException;
import dev.dbagent.engine.RowTrial;
import dev.dbagent.engine.TableShape;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Progress;
import dev.dbagent.model.SchemaSnapshot;
import dev.dbagent.model.SchemaSnapshot.Relation;
import dev.dbagent.model.SchemaSnapshot.RelationKind;
import dev.dbagent.model.StageFailure;
import dev.dbagent.model.TableName;
import dev.dbagent.seed.fake.FakeTable;
import dev.dbagent.seed.fake.HardRows;
import dev.dbagent.seed.fake.Hardship;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Rows that the constraints of a version allow and those of a later one may not, in the tables with
 * which the migrations between have to do. Made up and put into a database that is thrown away.
 */
public final class AdversarialRows {

  private final Set<String> names;
  private final SchemaSnapshot later;
  private final String historyTable;
  private final Map<TableName, Set<Hardship>> leftOut = new HashMap<>();
  private final Map<TableName, Long> ids = new HashMap<>();
  private long rows;
  private int tables;

  /**
   * @param names those that stand in the migrations between
   * @param later what these migrations make of the schema
   * @param historyTable the unqualified name of Flyway's own table
   */
  public AdversarialRows(Set<String> names, SchemaSnapshot later, String historyTable) {
    this.names = Set.copyOf(names);
    this.later = later;
    this.historyTable = historyTable;
  }

  /**
   * Puts rows into a database, the seeds among them, without those that were left out.
   *
   * @param server of the older version
   * @throws StageFailure when they cannot be loaded
   */
  public void fill(DatabaseServer server, SeedSet seeds, Progress progress) {
    SchemaSnapshot schema = server.snapshot();
    SeedLoader.tables(
        server, seeds.only(file -> SeedPlan.fits(file, schema)), schema, Progress.silent());
    try (BulkRead read = server.beginBulkRead()) {
      read.tables().forEach(table -> ids.put(table.name(), table.id()));
    }
    List<Relation> touched = schema.relations().stream().filter(this::isTouched).toList();
    List<FakeTable> made;
    try (RowTrial trial = server.beginTrial()) {
      made = new HardRows(trial, schema, this::isWanted, progress::detail).of(touched);
    }
    rows = Math.max(rows, made.stream().mapToLong(table -> table.rows().size()).sum());
    tables = Math.max(tables, made.size());
    load(made, server);
  }

  private static void load(List<FakeTable> made, DatabaseServer server) {
    try (BulkLoad load = server.beginBulkLoad()) {
      made.forEach(table -> load.copy(table.table(), table));
      load.advanceSequences();
      load.commit();
    } catch (RejectedRowException e) {
      throw new StageFailure(
          FailureKind.SEED_ROW_REJECTED, "made-up rows are refused: " + e.getMessage(), e);
    }
  }

  private boolean isTouched(Relation table) {
    boolean isTable =
        table.kind() == RelationKind.TABLE || table.kind() == RelationKind.PARTITIONED_TABLE;
    return isTable
        && !table.name().name().equals(historyTable)
        && (names.contains(table.name().name())
            || !later.relation(table.name()).equals(Optional.of(table)));
  }

  private boolean isWanted(TableName table, Hardship kind) {
    return !leftOut.getOrDefault(table, Set.of()).contains(kind);
  }

  /**
   * Leaves rows out from now on, so that what else there is to find can be found.
   *
   * @param server on which the migrations have failed over them
   * @param table over a row of which they failed, by the name that it has now
   * @return whether there are any such rows
   */
  public boolean leaveOut(DatabaseServer server, TableName table, Set<Hardship> kinds) {
    TableName then = nameThen(server, table);
    return ids.containsKey(then)
        && leftOut.computeIfAbsent(then, name -> new HashSet<>()).addAll(kinds);
  }

  /** A migration may have renamed it since. */
  private TableName nameThen(DatabaseServer server, TableName now) {
    try (BulkRead read = server.beginBulkRead()) {
      for (TableShape shape : read.tables()) {
        if (shape.name().equals(now)) {
          for (Map.Entry<TableName, Long> known : ids.entrySet()) {
            if (known.getValue() == shape.id()) {
              return known.getKey();
            }
          }
        }
      }
    }
    return now;
  }

  /** How many were put in at most. */
  public long rows() {
    return rows;
  }

  /** Into how many tables at most. */
  public int tables() {
    return tables;
  }
}
