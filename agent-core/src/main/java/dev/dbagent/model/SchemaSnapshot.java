// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.model;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue of a database at one moment: what users made, without what the engine or an
 * extension brought along. Sorted by name, so that equal databases give equal snapshots.
 *
 * @param relations tables, views and their relatives, in all user schemas
 * @param enums the enum types
 * @param routines the number of functions and procedures
 * @param sequences the number of sequences, those behind identity columns included
 */
public record SchemaSnapshot(
    List<Relation> relations, List<TableName> enums, int routines, int sequences) {

  public SchemaSnapshot {
    relations = List.copyOf(relations);
    enums = List.copyOf(enums);
  }

  public Optional<Relation> relation(TableName name) {
    return relations.stream().filter(r -> r.name().equals(name)).findFirst();
  }

  /** What a relation is. */
  public enum RelationKind {
    TABLE,
    PARTITIONED_TABLE,
    PARTITION,
    FOREIGN_TABLE,
    VIEW,
    MATERIALIZED_VIEW;

    /** Whether rows can be loaded into it. */
    public boolean holdsRows() {
      return this == TABLE || this == PARTITIONED_TABLE || this == PARTITION;
    }
  }

  /**
   * A table, a view or one of their relatives.
   *
   * @param name the qualified name
   * @param kind what it is
   * @param columns in the order of the table
   * @param constraints sorted by name
   * @param indexes sorted by name, those behind constraints included
   */
  public record Relation(
      TableName name,
      RelationKind kind,
      List<Column> columns,
      List<Constraint> constraints,
      List<Index> indexes) {

    public Relation {
      columns = List.copyOf(columns);
      constraints = List.copyOf(constraints);
      indexes = List.copyOf(indexes);
    }

    public Optional<Column> column(String columnName) {
      return columns.stream().filter(c -> c.name().equals(columnName)).findFirst();
    }
  }

  /** Who fills a column when a row does not. */
  public enum Filling {
    /** Nobody: the value is NULL. */
    NONE,
    DEFAULT,
    IDENTITY_ALWAYS,
    IDENTITY_BY_DEFAULT,
    /** Computed from other columns; a value cannot be given. */
    GENERATED
  }

  /**
   * A column.
   *
   * @param name the name
   * @param type as the engine prints it, with modifiers
   * @param nullable whether NULL is allowed
   * @param filling who fills it when a row does not
   */
  public record Column(String name, String type, boolean nullable, Filling filling) {}

  /** The kinds of constraint that the agent tells apart. */
  public enum ConstraintKind {
    PRIMARY_KEY,
    UNIQUE,
    FOREIGN_KEY,
    CHECK,
    EXCLUSION,
    NOT_NULL
  }

  /**
   * A constraint.
   *
   * @param name the name within its table
   * @param kind what it demands
   * @param columns the constrained columns, in key order
   * @param validated whether the rows that were there before it are known to satisfy it
   * @param references the table a foreign key points to, null for other kinds
   * @param referencedKey the primary or unique key there that it points to; null for other kinds,
   *     and when a unique index without a constraint serves as the key
   */
  public record Constraint(
      String name,
      ConstraintKind kind,
      List<String> columns,
      boolean validated,
      @Nullable TableName references,
      @Nullable String referencedKey) {

    public Constraint {
      columns = List.copyOf(columns);
    }
  }

  /**
   * An index.
   *
   * @param name the name, unqualified
   * @param valid whether queries may use it; a CONCURRENTLY build that failed leaves one behind
   *     that is not
   */
  public record Index(String name, boolean valid) {}
}
