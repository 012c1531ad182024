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
import org.jspecify.annotations.Nullable;

/** A running database on which a history was replayed to its end. Holding one is the proof. */
public final class ReplayedDatabase {

  private final DatabaseServer server;
  private final MigrationHistory history;
  private final List<AppliedMigration> applied;
  private final List<MigrationFile> passedOver;
  private final TableName historyTable;
  private final List<String> schemas;
  private final @Nullable MigrationFile restored;
  private final int restoredCount;
  private final boolean isResumable;

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
    this.restored = null;
    this.restoredCount = 0;
    this.isResumable = false;
  }

  private ReplayedDatabase(
      ReplayedDatabase replayed, List<MigrationFile> restored, boolean isResumable) {
    this.server = replayed.server;
    this.history = replayed.history;
    this.applied = replayed.applied;
    this.passedOver = replayed.passedOver;
    this.historyTable = replayed.historyTable;
    this.schemas = replayed.schemas;
    this.restored = restored.isEmpty() ? null : restored.get(restored.size() - 1);
    this.restoredCount = restored.size();
    this.isResumable = isResumable;
  }

  /**
   * The same, made from a state that others left.
   *
   * @param resumed the migrations that were in that state
   * @param resumable whether others may go on from here
   */
  ReplayedDatabase on(List<MigrationFile> resumed, boolean resumable) {
    return new ReplayedDatabase(this, resumed, resumable);
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

  /**
   * Whether a replay of a longer history with the same beginning may go on from this state: it
   * holds versioned migrations only, and the last of them left nothing in its session.
   */
  public boolean isResumable() {
    return isResumable;
  }

  /** For people, one line. */
  public String summary() {
    List<String> versions =
        applied.stream().map(AppliedMigration::version).filter(Objects::nonNull).toList();
    String range = versions.isEmpty() ? "" : " up to version " + versions.get(versions.size() - 1);
    int repeatable = applied.size() - versions.size();
    return "Replayed: "
        + Count.of(applied.size() - restoredCount, "migration")
        + range
        + (repeatable == 0 ? "" : ", " + repeatable + " repeatable")
        + (restored == null
            ? ""
            : ", on a restored state of " + restoredCount + " (" + restored.script() + ")");
  }
}
