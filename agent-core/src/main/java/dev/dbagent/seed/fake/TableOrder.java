// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed.fake;

import dev.dbagent.engine.Reference;
import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.SchemaSnapshot.Column;
import dev.dbagent.model.SchemaSnapshot.Relation;
import dev.dbagent.model.StageFailure;
import dev.dbagent.model.TableName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The order in which tables get rows: first those that others point to. Where they point to each
 * other in a circle, a key that may be NULL is.
 */
final class TableOrder {

  private final Map<Relation, List<Reference>> references;
  private final Set<TableName> placed = new LinkedHashSet<>();

  private TableOrder(Map<Relation, List<Reference>> references) {
    this.references = references;
  }

  /**
   * Sorts tables.
   *
   * @param references the tables and their foreign keys
   * @throws StageFailure when they point to each other by columns none of which may be NULL
   */
  static List<Relation> of(Map<Relation, List<Reference>> references) {
    return new TableOrder(references).sorted();
  }

  private List<Relation> sorted() {
    List<Relation> left = new ArrayList<>(references.keySet());
    List<Relation> sorted = new ArrayList<>();
    while (!left.isEmpty()) {
      Relation next =
          left.stream()
              .filter(table -> isReady(table, any -> true))
              .findFirst()
              .or(() -> left.stream().filter(table -> isReady(table, required(table))).findFirst())
              .orElseThrow(() -> circle(left));
      left.remove(next);
      placed.add(next.name());
      sorted.add(next);
    }
    return sorted;
  }

  private boolean isReady(Relation table, Predicate<Reference> counts) {
    Set<TableName> others =
        references.keySet().stream().map(Relation::name).collect(Collectors.toSet());
    return references.getOrDefault(table, List.of()).stream()
        .filter(counts)
        .map(Reference::table)
        .allMatch(
            parent ->
                parent.equals(table.name()) || placed.contains(parent) || !others.contains(parent));
  }

  /** Whether a key of the table must point to a row. */
  static Predicate<Reference> required(Relation table) {
    return reference ->
        reference.columns().stream()
            .noneMatch(name -> table.column(name).filter(Column::nullable).isPresent());
  }

  private static StageFailure circle(List<Relation> tables) {
    String names =
        tables.stream().map(table -> table.name().toString()).collect(Collectors.joining(", "));
    return new StageFailure(
        FailureFacts.of(
                FailureKind.SEED_ROW_REJECTED,
                "no rows can be made up for "
                    + names
                    + ": they point to each other by columns that are NOT NULL")
            .note("Write the first rows of one of them by hand; the others can then be made up."),
        null);
  }
}
