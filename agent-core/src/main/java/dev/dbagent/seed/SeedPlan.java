// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import dev.dbagent.engine.RowSource;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.NearestName;
import dev.dbagent.model.Place;
import dev.dbagent.model.SchemaSnapshot;
import dev.dbagent.model.SchemaSnapshot.Column;
import dev.dbagent.model.SchemaSnapshot.Filling;
import dev.dbagent.model.SchemaSnapshot.Relation;
import dev.dbagent.model.StageFailure;
import dev.dbagent.model.TableName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A seed file that fits its table, and which of its fields are loaded.
 *
 * @param file the file
 * @param fields the indexes of the fields to load: all but those of generated columns
 */
record SeedPlan(SeedFile file, List<Integer> fields) implements RowSource {

  /**
   * Checks a file against the catalogue.
   *
   * @throws StageFailure of kind SEED_TABLE_UNKNOWN, SEED_COLUMN_UNKNOWN or SEED_COLUMN_MISSING
   */
  static SeedPlan of(SeedFile file, SchemaSnapshot schema) {
    Relation relation = relation(file, schema);
    file.header().forEach(column -> requireKnown(column, file, relation));
    relation.columns().stream()
        .filter(column -> !column.nullable() && column.filling() == Filling.NONE)
        .forEach(column -> requireGiven(column, file));
    SeedPlan plan = new SeedPlan(file, loadable(file, relation));
    if (plan.fields.isEmpty()) {
      throw refused(
          FailureKind.SEED_COLUMN_MISSING, file, "the file gives no column that takes a value");
    }
    return plan;
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

  private static Relation relation(SeedFile file, SchemaSnapshot schema) {
    TableName table = file.table();
    Relation relation =
        schema
            .relation(table)
            .orElseThrow(
                () -> {
                  List<String> tables =
                      schema.relations().stream()
                          .filter(candidate -> candidate.kind().holdsRows())
                          .map(candidate -> candidate.name().toString())
                          .toList();
                  return new StageFailure(
                      FailureKind.SEED_TABLE_UNKNOWN,
                      "there is no table " + table + NearestName.question(table.toString(), tables),
                      Place.file(file.path()));
                });
    if (!relation.kind().holdsRows()) {
      throw new StageFailure(
          FailureKind.SEED_TABLE_UNKNOWN,
          table + " is no table but a " + words(relation.kind()),
          Place.file(file.path()));
    }
    return relation;
  }

  private static String words(SchemaSnapshot.RelationKind kind) {
    return switch (kind) {
      case TABLE -> "table";
      case PARTITIONED_TABLE -> "partitioned table";
      case PARTITION -> "partition";
      case FOREIGN_TABLE -> "foreign table";
      case VIEW -> "view";
      case MATERIALIZED_VIEW -> "materialized view";
    };
  }

  private static void requireKnown(String column, SeedFile file, Relation relation) {
    if (relation.column(column).isEmpty()) {
      List<String> names = relation.columns().stream().map(Column::name).toList();
      throw refused(
          FailureKind.SEED_COLUMN_UNKNOWN,
          file,
          "%s has no column %s%s; it has: %s"
              .formatted(
                  relation.name(),
                  column,
                  NearestName.question(column, names),
                  String.join(", ", names)));
    }
  }

  private static void requireGiven(Column column, SeedFile file) {
    if (!file.header().contains(column.name())) {
      throw refused(
          FailureKind.SEED_COLUMN_MISSING,
          file,
          "the file does not give column %s of %s, which is NOT NULL and has no default"
              .formatted(column.name(), file.table()));
    }
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

  private static StageFailure refused(FailureKind kind, SeedFile file, String message) {
    return new StageFailure(kind, message, file.headerPlace());
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
