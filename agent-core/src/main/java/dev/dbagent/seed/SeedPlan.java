// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import dev.dbagent.engine.RowSource;
import dev.dbagent.model.Place;
import dev.dbagent.model.SchemaSnapshot;
import dev.dbagent.model.SchemaSnapshot.Column;
import dev.dbagent.model.SchemaSnapshot.Constraint;
import dev.dbagent.model.SchemaSnapshot.ConstraintKind;
import dev.dbagent.model.SchemaSnapshot.Filling;
import dev.dbagent.model.SchemaSnapshot.Relation;
import dev.dbagent.model.TableName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A seed file that fits its table, and which of its fields are loaded.
 *
 * @param file the file
 * @param relation its table
 * @param fields the indexes of the fields to load: all but those of generated columns
 */
record SeedPlan(SeedFile file, Relation relation, List<Integer> fields) implements RowSource {

  /**
   * Checks a file against the catalogue.
   *
   * @param claimed the tables that have a file
   * @throws dev.dbagent.model.StageFailure of kind SEED_TABLE_UNKNOWN, SEED_COLUMN_UNKNOWN or
   *     SEED_COLUMN_MISSING
   */
  static SeedPlan of(SeedFile file, SchemaSnapshot schema, Set<TableName> claimed) {
    Relation relation =
        schema
            .relation(file.table())
            .filter(candidate -> candidate.kind().holdsRows())
            .orElseThrow(() -> new Misfit(file).unknownTable(schema, claimed));
    for (String column : file.header()) {
      if (relation.column(column).isEmpty()) {
        throw new Misfit(file).unknownColumn(column, relation);
      }
    }
    List<String> missing =
        relation.columns().stream()
            .filter(column -> !column.nullable() && column.filling() == Filling.NONE)
            .map(Column::name)
            .filter(column -> !file.header().contains(column))
            .toList();
    SeedPlan plan = new SeedPlan(file, relation, loadable(file, relation));
    if (!missing.isEmpty() || plan.fields.isEmpty()) {
      throw new Misfit(file).missingColumns(missing);
    }
    return plan;
  }

  /**
   * Which row it is, in words: by its primary key, or by another key, or by its number.
   *
   * @param number of the row, from 1
   */
  String title(SeedRow row, long number) {
    return relation.constraints().stream()
        .filter(SeedPlan::isKey)
        .sorted(Comparator.comparing(Constraint::kind))
        .filter(key -> file.header().containsAll(key.columns()))
        .findFirst()
        .map(key -> "%s row %s".formatted(file.table(), values(row, key.columns())))
        .orElse("%s row %s".formatted(file.table(), number));
  }

  /** Columns of the file and their values in a row: {@code id = 7} or {@code (a, b) = (1, 2)}. */
  private String values(SeedRow row, List<String> columns) {
    return Shown.pairs(
        columns, columns.stream().map(column -> row.values().get(field(column))).toList());
  }

  /** The index of a column of the file; -1 when the file does not give it. */
  int field(String column) {
    return file.header().indexOf(column);
  }

  static boolean isKey(Constraint constraint) {
    return constraint.kind() == ConstraintKind.PRIMARY_KEY
        || constraint.kind() == ConstraintKind.UNIQUE;
  }

  @Override
  public List<String> columns() {
    return fields.stream().map(file.header()::get).toList();
  }

  /** The columns of the file that are not loaded, because the engine computes them. */
  List<String> skippedColumns() {
    List<String> columns = columns();
    return file.header().stream().filter(column -> !columns.contains(column)).toList();
  }

  @Override
  public void sendTo(Sink sink) {
    file.sendTo(new Loading(this, sink));
  }

  private List<@Nullable String> chosen(List<@Nullable String> values) {
    if (fields.size() == values.size()) {
      return values;
    }
    List<@Nullable String> chosen = new ArrayList<>(fields.size());
    for (int field : fields) {
      chosen.add(values.get(field));
    }
    return Collections.unmodifiableList(chosen);
  }

  private static List<Integer> loadable(SeedFile file, Relation relation) {
    return IntStream.range(0, file.header().size())
        .filter(
            field ->
                relation
                    .column(file.header().get(field))
                    .filter(column -> column.filling() != Filling.GENERATED)
                    .isPresent())
        .boxed()
        .toList();
  }

  private record Loading(SeedPlan plan, Sink sink) implements SeedFormat.Records {
    @Override
    public void header(Place place, List<String> columns) {}

    @Override
    public void record(Place place, List<@Nullable String> values) {
      sink.row(plan.chosen(values));
    }
  }
}
