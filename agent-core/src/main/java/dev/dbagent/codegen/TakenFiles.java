// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.codegen;

import dev.dbagent.model.SchemaSnapshot.Column;
import dev.dbagent.model.SchemaSnapshot.Relation;
import dev.dbagent.model.TableName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The files of earlier code that one run of jOOQ did without. The run asks for each, by the table
 * and the path; a yes is a promise to put it there.
 */
final class TakenFiles implements KnownCode {

  private final EarlierCode earlier;
  private final Map<TableName, List<String>> columns = new HashMap<>();
  private final Set<String> files = new HashSet<>();
  private final Set<TableName> tables = new HashSet<>();
  private final Set<TableName> named = new HashSet<>();
  private boolean enough = true;

  /**
   * Nothing is taken yet.
   *
   * @param named those of which the run may have the names of columns instead of the columns
   */
  TakenFiles(EarlierCode earlier, List<Relation> named) {
    this.earlier = earlier;
    for (Relation relation : named) {
      columns.put(relation.name(), relation.columns().stream().map(Column::name).toList());
    }
  }

  @Override
  public boolean takes(TableName table, String file) {
    boolean taken = earlier.has(table, file);
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
    return earlier.isOf(table) && columns.containsKey(table);
  }

  @Override
  public List<String> columns(TableName table) {
    named.add(table);
    return columns.getOrDefault(table, List.of());
  }

  @Override
  public void isNotEnough() {
    enough = false;
  }

  /** Whether the run can have done without what it was not told. */
  boolean areEnough() {
    return enough && tables.containsAll(named);
  }

  /** How many tables have at least one such file. */
  int tables() {
    return tables.size();
  }

  /** Where they lie below a source root. */
  Set<Path> in(Path sourceRoot) {
    return files.stream().map(sourceRoot::resolve).collect(Collectors.toSet());
  }

  void put(Path sourceRoot) throws IOException {
    earlier.put(files, sourceRoot);
  }
}
