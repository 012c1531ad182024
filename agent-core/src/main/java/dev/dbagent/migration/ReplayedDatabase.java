// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.model.Count;
import dev.dbagent.model.TableName;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A running database on which a history was replayed to its end. Holding one is the proof. */
public final class ReplayedDatabase {

  private final DatabaseServer server;
  private final MigrationHistory history;
  private final List<AppliedMigration> applied;
  private final List<MigrationFile> passedOver;
  private final TableName historyTable;
  private final List<String> schemas;

  ReplayedDatabase(
      DatabaseServer server,
      MigrationHistory history,
      List<AppliedMigration> applied,
      UnaryOperator<List<MigrationFile>> passedOver,
      TableName historyTable,
      List<String> schemas) {
    this.server = server;
    this.history = history;
    this.applied = List.copyOf(applied);
    this.passedOver = List.copyOf(passedOver.apply(unapplied(history, applied)));
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
   * switched off by their script settings, or passed over.
   */
  public List<MigrationFile> unapplied() {
    return unapplied(history, applied);
  }

  private static List<MigrationFile> unapplied(
      MigrationHistory history, List<AppliedMigration> applied) {
    Set<String> scripts = new HashSet<>();
    applied.forEach(row -> scripts.add(row.script()));
    return history.migrations().stream().filter(f -> !scripts.contains(f.script())).toList();
  }

  /**
   * The migrations that should have run and did not: they have a file but no row, and neither the
   * target, nor a baseline, nor their script settings say why.
   */
  public List<MigrationFile> passedOver() {
    return passedOver;
  }

  /** Flyway's own table, which is no part of the application. */
  public TableName historyTable() {
    return historyTable;
  }

  /** The schemas that Flyway manages, the one with the history table first. */
  public List<String> schemas() {
    return schemas;
  }

  /** For people, one line. */
  public String summary() {
    List<String> versions =
        applied.stream().map(AppliedMigration::version).filter(Objects::nonNull).toList();
    String range = versions.isEmpty() ? "" : " up to version " + versions.get(versions.size() - 1);
    int repeatable = applied.size() - versions.size();
    return "Replayed: "
        + Count.of(applied.size(), "migration")
        + range
        + (repeatable == 0 ? "" : ", " + repeatable + " repeatable");
  }
}
