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
import dev.dbagent.model.StageFailure;
import dev.dbagent.model.TableName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a seed file that give the same columns, and which of their fields are loaded. They
 * fit the table.
 *
 * @param file the file
 * @param relation its table
 * @param layout the columns that these rows give
 * @param fields the indexes of the fields to load: all but those of generated columns
 */
record SeedPlan(SeedFile file, Relation relation, List<String> layout, List<Integer> fields)
    implements RowSource {

  /**
   * Checks a file against the catalogue.
   *
   * @param claimed the tables that have a file
   * @return one for each list of columns, in the order of their first rows
   * @throws dev.dbagent.model.StageFailure of kind SEED_TABLE_UNKNOWN, SEED_COLUMN_UNKNOWN or
   *     SEED_COLUMN_MISSING
   */
  static List<SeedPlan> of(SeedFile file, SchemaSnapshot schema, Set<TableName> claimed) {
    Relation relation =
        schema
            .relation(file.table())
            .filter(candidate -> candidate.kind().holdsRows())
            .orElseThrow(() -> new Misfit(file).unknownTable(schema, claimed));
    List<SeedPlan> plans = new ArrayList<>();
    file.layouts().forEach((layout, place) -> plans.add(of(file, relation, layout, place)));
    return plans;
  }

  /** Whether a file fits the catalogue. */
  static boolean fits(SeedFile file, SchemaSnapshot schema) {
    try {
      of(file, schema, Set.of());
      return true;
    } catch (StageFailure e) {
      return false;
    }
  }

  private static SeedPlan of(SeedFile file, Relation relation, List<String> layout, Place place) {
    for (String column : layout) {
      if (relation.column(column).isEmpty()) {
        throw new Misfit(file).unknownColumn(column, layout, place, relation);
      }
    }
    List<String> missing =
        relation.columns().stream()
            .filter(column -> !column.nullable() && column.filling() == Filling.NONE)
            .map(Column::name)
            .filter(column -> !layout.contains(column))
            .toList();
    SeedPlan plan = new SeedPlan(file, relation, layout, loadable(layout, relation));
    if (!missing.isEmpty() || plan.fields.isEmpty()) {
      throw new Misfit(file).missingColumns(missing, place);
    }
    return plan;
  }

  /** Which row it is, in words: by its primary key, or by another key, or by its number. */
  String title(SeedRow row) {
    return keys().stream()
        .filter(key -> layout.containsAll(key.columns()))
        .findFirst()
        .map(key -> "%s row %s".formatted(file.table(), values(row, key.columns())))
        .orElse("%s row %s".formatted(file.table(), row.number()));
  }

  /** The primary key, if there is one, and then the others. */
  List<Constraint> keys() {
    return relation.constraints().stream()
        .filter(
            constraint ->
                constraint.kind() == ConstraintKind.PRIMARY_KEY
                    || constraint.kind() == ConstraintKind.UNIQUE)
        .sorted(Comparator.comparing(Constraint::kind))
        .toList();
  }

  /** Columns of the file and their values in a row: {@code id = 7} or {@code (a, b) = (1, 2)}. */
  private static String values(SeedRow row, List<String> columns) {
    return Shown.pairs(columns, columns.stream().map(row::value).toList());
  }

  /** The index of a column of these rows; -1 when they do not give it. */
  int field(String column) {
    return layout.indexOf(column);
  }

  /** A row by its number among these, from 1; empty when there is none. */
  Optional<SeedRow> row(long number) {
    Counted count = new Counted(number);
    return file.first(row -> row.columns().equals(layout) && count.isReached());
  }

  /** What these rows among all of the file give, as the file says it. */
  List<List<@Nullable String>> written(List<SeedRow> rows) {
    return rows.stream()
        .filter(row -> row.columns().equals(layout))
        .map(row -> chosen(row.values()))
        .toList();
  }

  /** The first of these rows that passes a test. */
  Optional<SeedRow> first(Predicate<SeedRow> test) {
    return file.first(row -> row.columns().equals(layout) && test.test(row));
  }

  /** Where the first of some columns that the row gives has its value, or else where it begins. */
  Place placeOf(SeedRow row, List<String> columns) {
    int field = columns.stream().map(this::field).filter(f -> f >= 0).findFirst().orElse(0);
    return file.placeOf(row.place(), field);
  }

  @Override
  public List<String> columns() {
    return fields.stream().map(layout::get).toList();
  }

  /** The columns of the file that are not loaded, because the engine computes them. */
  List<String> skippedColumns() {
    List<String> columns = columns();
    return layout.stream().filter(column -> !columns.contains(column)).toList();
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

  private static List<Integer> loadable(List<String> layout, Relation relation) {
    return IntStream.range(0, layout.size())
        .filter(
            field ->
                relation
                    .column(layout.get(field))
                    .filter(column -> column.filling() != Filling.GENERATED)
                    .isPresent())
        .boxed()
        .toList();
  }

  private static final class Counted {

    private long left;

    Counted(long number) {
      this.left = number;
    }

    boolean isReached() {
      return --left == 0;
    }
  }

  private static final class Loading implements SeedFormat.Records {

    private final SeedPlan plan;
    private final Sink sink;
    private boolean takes;

    Loading(SeedPlan plan, Sink sink) {
      this.plan = plan;
      this.sink = sink;
    }

    @Override
    public void header(Place place, List<String> columns) {
      takes = columns.equals(plan.layout);
    }

    @Override
    public void record(Place place, List<@Nullable String> values) {
      if (takes) {
        sink.row(plan.chosen(values));
      }
    }
  }
}
