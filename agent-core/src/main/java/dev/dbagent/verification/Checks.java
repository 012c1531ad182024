// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.verification;

import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Finding;
import dev.dbagent.model.Finding.Severity;
import dev.dbagent.model.Place;
import dev.dbagent.model.SchemaSnapshot.Relation;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** The checks: each a pure function from a state to what is wrong with it. */
final class Checks {

  private Checks() {}

  /** A migration that was read but did not run is a gap that shows up much later. */
  static List<Finding> everyMigrationIsApplied(Candidate candidate) {
    return candidate.passedOver().stream()
        .map(
            file ->
                new Finding(
                    FailureKind.MIGRATION_PASSED_OVER,
                    Severity.ERROR,
                    file,
                    "the file is part of the history but was not applied; Flyway passed it over",
                    Place.file(file)))
        .toList();
  }

  /** A history that makes nothing points to a wrong folder or a wrong schema. */
  static List<Finding> catalogueIsNotEmpty(Candidate candidate) {
    if (!candidate.size().isEmpty()) {
      return List.of();
    }
    return List.of(
        new Finding(
            FailureKind.CATALOGUE_EMPTY,
            Severity.ERROR,
            "the catalogue",
            "after the replay there is no table, view, type, routine or sequence",
            null));
  }

  /**
   * NOT VALID leaves existing rows unchecked until VALIDATE CONSTRAINT (PostgreSQL manual, ALTER
   * TABLE). New rows are held to it, so the state is sound: a warning.
   */
  static List<Finding> everyConstraintIsValidated(Candidate candidate) {
    return ofRelations(
        candidate,
        relation ->
            relation.constraints().stream()
                .filter(constraint -> !constraint.validated())
                .map(
                    constraint ->
                        new Finding(
                            FailureKind.CONSTRAINT_NOT_VALIDATED,
                            Severity.WARNING,
                            relation.name() + "." + constraint.name(),
                            "the constraint was left NOT VALID; run ALTER TABLE "
                                + relation.name()
                                + " VALIDATE CONSTRAINT "
                                + constraint.name()
                                + " in a migration",
                            candidate.originOf(relation.name(), constraint.name()))));
  }

  /**
   * A CREATE INDEX CONCURRENTLY that fails leaves an index that costs every write and helps no
   * query (PostgreSQL manual, CREATE INDEX, "Building Indexes Concurrently").
   */
  static List<Finding> everyIndexIsValid(Candidate candidate) {
    return ofRelations(
        candidate,
        relation ->
            relation.indexes().stream()
                .filter(index -> !index.valid())
                .map(
                    index ->
                        new Finding(
                            FailureKind.INDEX_INVALID,
                            Severity.ERROR,
                            relation.name() + ", index " + index.name(),
                            "the index is invalid: its build failed or is incomplete; drop it and"
                                + " build it again in a migration",
                            candidate.originOf(relation.name(), index.name()))));
  }

  /** Rows can get lost on the way in, for example by a rule on the table. */
  static List<Finding> everySeedHasItsRows(Candidate candidate) {
    return candidate.seeds().stream()
        .filter(table -> table.loadedRows() != table.declaredRows())
        .map(
            table ->
                new Finding(
                    FailureKind.SEED_ROWS_LOST,
                    Severity.ERROR,
                    table.file(),
                    "the file has "
                        + table.declaredRows()
                        + " rows, but "
                        + table.table()
                        + " gained "
                        + table.loadedRows(),
                    Place.file(table.file())))
        .toList();
  }

  private static List<Finding> ofRelations(
      Candidate candidate, Function<Relation, Stream<Finding>> check) {
    return candidate.relations().stream().flatMap(check).toList();
  }
}
