// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.codegen;

import dev.dbagent.model.TableName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/**
 * The files of earlier code that one run of jOOQ did without. The run asks for each, by the table
 * and the path; a yes is a promise to put it there.
 */
final class TakenFiles implements BiPredicate<TableName, String> {

  private final EarlierCode earlier;
  private final Set<String> files = new HashSet<>();
  private final Set<TableName> tables = new HashSet<>();

  TakenFiles(EarlierCode earlier) {
    this.earlier = earlier;
  }

  @Override
  public boolean test(TableName table, String file) {
    boolean taken = earlier.has(table, file);
    if (taken) {
      tables.add(table);
      files.add(file);
    }
    return taken;
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
