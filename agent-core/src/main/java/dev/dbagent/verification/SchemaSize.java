// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.verification;

import dev.dbagent.model.Count;
import dev.dbagent.model.SchemaSnapshot;
import dev.dbagent.model.SchemaSnapshot.ConstraintKind;
import dev.dbagent.model.SchemaSnapshot.Relation;
import dev.dbagent.model.SchemaSnapshot.RelationKind;
import java.util.List;

/**
 * How much there is of what. Partitions count with the table they are part of, not by themselves.
 *
 * @param tables tables, partitioned and foreign ones included
 * @param views views and materialized views
 * @param columns of those tables and views
 * @param foreignKeys of those tables
 * @param enums enum types
 * @param routines functions and procedures
 * @param sequences sequences, those behind identity columns included
 */
public record SchemaSize(
    int tables, int views, int columns, int foreignKeys, int enums, int routines, int sequences) {

  public static SchemaSize of(SchemaSnapshot schema) {
    List<Relation> relations =
        schema.relations().stream().filter(r -> r.kind() != RelationKind.PARTITION).toList();
    int views = (int) relations.stream().filter(SchemaSize::isView).count();
    int columns = relations.stream().mapToInt(r -> r.columns().size()).sum();
    int foreignKeys =
        (int)
            relations.stream()
                .flatMap(r -> r.constraints().stream())
                .filter(c -> c.kind() == ConstraintKind.FOREIGN_KEY)
                .count();
    return new SchemaSize(
        relations.size() - views,
        views,
        columns,
        foreignKeys,
        schema.enums().size(),
        schema.routines(),
        schema.sequences());
  }

  /** Whether there is nothing at all. */
  public boolean isEmpty() {
    return tables + views + enums + routines + sequences == 0;
  }

  @Override
  public String toString() {
    return String.join(
        ", ",
        Count.of(tables, "table"),
        Count.of(views, "view"),
        Count.of(columns, "column"),
        Count.of(foreignKeys, "foreign key"));
  }

  private static boolean isView(Relation relation) {
    return relation.kind() == RelationKind.VIEW
        || relation.kind() == RelationKind.MATERIALIZED_VIEW;
  }
}
