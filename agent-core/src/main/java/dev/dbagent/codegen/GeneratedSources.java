// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.codegen;

import dev.dbagent.model.Count;
import dev.dbagent.outputs.SourceTree;

/**
 * Code stands in the target directory, it is complete, and nothing stale lies beside it. Only a
 * {@link CodeGenerator} makes one.
 */
public final class GeneratedSources {

  private final String jooqVersion;
  private final int tables;
  private final int tablesAsBefore;
  private final boolean sound;
  private final SourceTree.Changes changes;

  GeneratedSources(
      String jooqVersion,
      int tables,
      int tablesAsBefore,
      boolean sound,
      SourceTree.Changes changes) {
    this.jooqVersion = jooqVersion;
    this.tables = tables;
    this.tablesAsBefore = tablesAsBefore;
    this.sound = sound;
    this.changes = changes;
  }

  public String jooqVersion() {
    return jooqVersion;
  }

  /** How many tables, views and their relatives were found again in the code's model. */
  public int tables() {
    return tables;
  }

  /** For how many of them code of an earlier generation was used. */
  public int tablesAsBefore() {
    return tablesAsBefore;
  }

  /** Whether later code may be made of this: jOOQ warned of nothing that could concern it. */
  public boolean isSound() {
    return sound;
  }

  /** How many files are new or have other content than before. */
  public int filesWritten() {
    return changes.written();
  }

  /** How many files were left alone because they had the right content already. */
  public int filesUnchanged() {
    return changes.unchanged();
  }

  /** How many files of an earlier generation were deleted. */
  public int filesDeleted() {
    return changes.deleted();
  }

  /** For people, one line. */
  public String summary() {
    return "Generated: code for "
        + Count.of(tables, "table")
        + " by jOOQ "
        + jooqVersion
        + (tablesAsBefore == 0 ? "" : " (" + tablesAsBefore + " as before)")
        + ", "
        + changes.summary();
  }
}
