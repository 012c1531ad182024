// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed.fake;

import dev.dbagent.engine.ColumnType;
import dev.dbagent.engine.Reference;
import dev.dbagent.engine.RowTrial;
import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.SchemaSnapshot.Column;
import dev.dbagent.model.SchemaSnapshot.ConstraintKind;
import dev.dbagent.model.SchemaSnapshot.Filling;
import dev.dbagent.model.SchemaSnapshot.Relation;
import dev.dbagent.model.StageFailure;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A table and what is to be known of it to make rows up.
 *
 * @param relation the table
 * @param references its foreign keys
 * @param types of its columns, by name
 */
record FakedTable(Relation relation, List<Reference> references, Map<String, ColumnType> types) {

  static FakedTable of(RowTrial trial, Relation relation, List<Reference> references) {
    return new FakedTable(
        relation,
        references,
        trial.columnTypes(relation.name()).stream()
            .collect(Collectors.toMap(ColumnType::column, Function.identity())));
  }

  /**
   * The columns that get values. What nobody can make up a value for is left to its default, or to
   * NULL.
   *
   * @throws StageFailure when neither is possible
   */
  List<String> columns() {
    return relation.columns().stream()
        .filter(column -> column.filling() != Filling.GENERATED && isKnown(column))
        .map(Column::name)
        .toList();
  }

  private boolean isKnown(Column column) {
    ColumnType type = type(column.name());
    boolean known =
        type.isArray()
            || type.family() != ColumnType.Family.OTHER
            || references.stream().anyMatch(key -> key.columns().contains(column.name()));
    if (!known && !column.nullable() && column.filling() == Filling.NONE) {
      throw new StageFailure(
          FailureFacts.of(
                  FailureKind.SEED_ROW_REJECTED,
                  "%s.%s is of type %s, of which no values can be made up"
                      .formatted(relation.name(), column.name(), column.type()))
              .note("Write the rows of this table by hand, or give the column a default."),
          null);
    }
    return known;
  }

  ColumnType type(String column) {
    return Objects.requireNonNull(types.get(column), column);
  }

  boolean isNullable(String column) {
    return relation.column(column).filter(Column::nullable).isPresent();
  }

  /** Whether the values of some columns together must differ from row to row. */
  boolean isKey(List<String> columns) {
    return relation.constraints().stream()
        .filter(
            key -> key.kind() == ConstraintKind.PRIMARY_KEY || key.kind() == ConstraintKind.UNIQUE)
        .anyMatch(key -> Set.copyOf(key.columns()).equals(Set.copyOf(columns)));
  }
}
