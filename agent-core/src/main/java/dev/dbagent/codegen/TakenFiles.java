// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.codegen;

import dev.dbagent.model.TableName;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The files of earlier code that one run of jOOQ did without. The run asks for each, by the table
 * and the path; a yes is a promise to put it there.
 */
final class TakenFiles implements KnownCode {

  private final KnownTables known;
  private final HashSet<String> files = new HashSet<>();
  private final HashSet<TableName> tables = new HashSet<>();
  private final HashSet<TableName> named = new HashSet<>();
  private boolean enough = true;

  /** Nothing is taken yet. */
  TakenFiles(KnownTables known) {
    this.known = known;
  }

  @Override
  public boolean takes(TableName table, String file) {
    boolean taken = known.tables().contains(table) && known.files().contains(file);
    if (taken) {
      tables.add(table);
      files.add(file);
    } else if (named.contains(table)) {
      isNotEnough();
    }
    return taken;
  }

  @Override
  public boolean isThere(TableName table) {
    return known.columns().containsKey(table);
  }

  @Override
  public List<String> columns(TableName table) {
    named.add(table);
    return known.columns().getOrDefault(table, List.of());
  }

  @Override
  public void isNotEnough() {
    enough = false;
  }

  /** What it came to. */
  Taken taken() {
    return new Taken(tables(), files(), areEnough());
  }

  /** Whether the run can have done without what it was not told. */
  boolean areEnough() {
    return enough && tables.containsAll(named);
  }

  /** How many tables have at least one such file. */
  int tables() {
    return tables.size();
  }

  /** By their paths below the source root. */
  Set<String> files() {
    return Set.copyOf(files);
  }
}
