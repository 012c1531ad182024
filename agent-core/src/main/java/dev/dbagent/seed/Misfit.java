// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import dev.dbagent.model.Edit;
import dev.dbagent.model.Excerpt;
import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.NearestName;
import dev.dbagent.model.Place;
import dev.dbagent.model.SchemaSnapshot;
import dev.dbagent.model.SchemaSnapshot.Column;
import dev.dbagent.model.SchemaSnapshot.Relation;
import dev.dbagent.model.StageFailure;
import dev.dbagent.model.TableName;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A seed file that does not fit the catalogue.
 *
 * @param file the file
 */
record Misfit(SeedFile file) {

  StageFailure unknownTable(SchemaSnapshot schema, Set<TableName> claimed) {
    TableName table = file.table();
    Optional<Relation> other = schema.relation(table);
    if (other.isPresent()) {
      String kind = other.get().kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
      return failure(unknown(table + " is no table but a " + kind));
    }
    String message = "there is no table " + table;
    return failure(
        nearest(schema)
            .map(
                near ->
                    withNearest(unknown(message + "; did you mean " + near + "?"), near, claimed))
            .orElse(unknown(message)));
  }

  private FailureFacts withNearest(FailureFacts facts, TableName near, Set<TableName> claimed) {
    return claimed.contains(near)
        ? facts.note(near + " has a seed file already.")
        : facts.suggest(new Edit.Rename(file.path(), pathFor(near)));
  }

  private FailureFacts unknown(String message) {
    return FailureFacts.of(FailureKind.SEED_TABLE_UNKNOWN, message).at(Place.file(file.path()));
  }

  /**
   * @param layout the columns among which it is
   * @param header where they are named
   */
  StageFailure unknownColumn(String column, List<String> layout, Place header, Relation relation) {
    List<String> names = relation.columns().stream().map(Column::name).toList();
    List<String> free = names.stream().filter(name -> !layout.contains(name)).toList();
    Place place = file.nameOf(header, layout.indexOf(column));
    FailureFacts facts =
        facts(
                place,
                FailureKind.SEED_COLUMN_UNKNOWN,
                "%s has no column %s%s"
                    .formatted(
                        relation.name(), Shown.value(column), NearestName.question(column, free)))
            .note("%s has the columns %s.".formatted(relation.name(), String.join(", ", names)));
    return failure(
        NearestName.of(column, free)
            .filter(name -> file.format().takesBare(name) && isWritten(column, facts))
            .map(name -> facts.suggest(new Edit.Replace(place, column, name)))
            .orElse(facts));
  }

  /**
   * @param missing the columns that must be given; empty when none at all is given that takes a
   *     value
   * @param header where those that are given are named
   */
  StageFailure missingColumns(List<String> missing, Place header) {
    return failure(
        facts(
            file.nameOf(header, 0),
            FailureKind.SEED_COLUMN_MISSING,
            file.format().giver()
                + (missing.isEmpty()
                    ? " gives no column that takes a value"
                    : missing.size() == 1
                        ? " does not give column %s of %s, which is NOT NULL and has no default"
                            .formatted(missing.get(0), file.table())
                        : " does not give the columns %s of %s, which are NOT NULL and have no"
                                .formatted(String.join(", ", missing), file.table())
                            + " default")));
  }

  /** The same name in another schema, or a similar one in the same schema. */
  private Optional<TableName> nearest(SchemaSnapshot schema) {
    TableName table = file.table();
    List<TableName> tables =
        schema.relations().stream()
            .filter(relation -> relation.kind().holdsRows())
            .map(Relation::name)
            .toList();
    List<String> neighbours =
        tables.stream()
            .filter(candidate -> candidate.schema().equals(table.schema()))
            .map(TableName::name)
            .toList();
    return tables.stream()
        .filter(candidate -> candidate.name().equals(table.name()))
        .findFirst()
        .or(
            () ->
                NearestName.of(table.name(), neighbours)
                    .map(name -> new TableName(table.schema(), name)));
  }

  private String pathFor(TableName table) {
    String path = file.path();
    int name = path.lastIndexOf('/') + 1;
    String old = path.substring(name);
    boolean bare =
        old.startsWith(file.table().name() + ".") && old.indexOf('.') == old.lastIndexOf('.');
    boolean sameSchema = table.schema().equals(file.table().schema());
    return path.substring(0, name)
        + (bare && sameSchema ? "" : table.schema() + ".")
        + table.name()
        + old.substring(old.lastIndexOf('.'));
  }

  /** Whether the name stands at the place as it is, and not in quotes. */
  private static boolean isWritten(String name, FailureFacts facts) {
    Excerpt excerpt = facts.excerpt();
    if (excerpt == null) {
      return false;
    }
    String line = excerpt.lines().get(excerpt.line() - excerpt.firstLine());
    return line.startsWith(name, line.offsetByCodePoints(0, excerpt.caret()));
  }

  private FailureFacts facts(Place place, FailureKind kind, String message) {
    return file.text().at(place, FailureFacts.of(kind, message));
  }

  private static StageFailure failure(FailureFacts facts) {
    return new StageFailure(facts, null);
  }
}
