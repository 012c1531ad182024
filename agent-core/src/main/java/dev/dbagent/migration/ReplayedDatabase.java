// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.model.TableName;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A running database on which a history was replayed to its end. Holding one is the proof. */
public final class ReplayedDatabase {

  private final DatabaseServer server;
  private final MigrationHistory history;
  private final List<AppliedMigration> applied;
  private final TableName historyTable;
  private final List<String> schemas;

  ReplayedDatabase(
      DatabaseServer server,
      MigrationHistory history,
      List<AppliedMigration> applied,
      TableName historyTable,
      List<String> schemas) {
    this.server = server;
    this.history = history;
    this.applied = List.copyOf(applied);
    this.historyTable = historyTable;
    this.schemas = List.copyOf(schemas);
  }

  public DatabaseServer server() {
    return server;
  }

  public MigrationHistory history() {
    return history;
  }

  /** The rows of the history table, in the order of their coming. */
  public List<AppliedMigration> applied() {
    return applied;
  }

  /**
   * The migrations that have a file but no row: beyond the target, or covered by a baseline, or
   * switched off by their script settings.
   */
  public List<MigrationFile> unapplied() {
    Set<String> scripts = new HashSet<>();
    applied.forEach(row -> scripts.add(row.script()));
    return history.migrations().stream().filter(f -> !scripts.contains(f.script())).toList();
  }

  /** Flyway's own table, which is no part of the application. */
  public TableName historyTable() {
    return historyTable;
  }

  /** The schemas that Flyway manages, the one with the history table first. */
  public List<String> schemas() {
    return schemas;
  }
}
