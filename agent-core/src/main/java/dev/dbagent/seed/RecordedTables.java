// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.NearestName;
import dev.dbagent.model.StageFailure;
import dev.dbagent.model.TableName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The names in the settings of a recording, understood by what the migrations make. */
final class RecordedTables {

  private final SeedSnapshot made;
  private final String defaultSchema;

  RecordedTables(SeedSnapshot made, String defaultSchema) {
    this.made = made;
    this.defaultSchema = defaultSchema;
  }

  /**
   * The tables to record, sorted; a partition's rows are those of its table.
   *
   * @param names as {@code [schema.]table}; empty for all
   * @throws StageFailure of kind SEED_TABLE_UNKNOWN
   */
  List<TableRows> chosen(List<String> names) {
    List<TableName> wanted = names.stream().map(this::table).toList();
    for (TableName name : wanted) {
      if (tables().stream().noneMatch(table -> table.shape().name().equals(name))) {
        throw unknown("table " + name, name.toString(), tables().stream().map(this::said).toList());
      }
    }
    return tables().stream()
        .filter(table -> wanted.isEmpty() || wanted.contains(table.shape().name()))
        .toList();
  }

  /**
   * Columns with their schema.
   *
   * @param names as {@code [schema.]table.column}
   * @throws StageFailure of kind SEED_TABLE_UNKNOWN
   */
  Set<String> columns(List<String> names) {
    List<String> known =
        made.tables().stream()
            .flatMap(
                table ->
                    table.shape().stored().stream()
                        .map(column -> table.shape().name() + "." + column.name()))
            .toList();
    Set<String> columns = new HashSet<>();
    for (String name : names) {
      String whole = name.split("\\.", -1).length < 3 ? defaultSchema + "." + name : name;
      if (!known.contains(whole)) {
        throw unknown("column " + whole, whole, known);
      }
      columns.add(whole);
    }
    return columns;
  }

  private List<TableRows> tables() {
    List<TableRows> tables = new ArrayList<>(made.tables());
    tables.removeIf(table -> table.shape().isPartition());
    return tables;
  }

  private String said(TableRows table) {
    return table.shape().name().toString();
  }

  private TableName table(String name) {
    int dot = name.indexOf('.');
    return dot < 0
        ? new TableName(defaultSchema, name)
        : new TableName(name.substring(0, dot), name.substring(dot + 1));
  }

  private static StageFailure unknown(String what, String name, List<String> known) {
    return new StageFailure(
        FailureFacts.of(
            FailureKind.SEED_TABLE_UNKNOWN,
            "there is no " + what + NearestName.question(name, known)),
        null);
  }
}
