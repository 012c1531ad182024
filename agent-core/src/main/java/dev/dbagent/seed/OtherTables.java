// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import dev.dbagent.engine.TableShape;
import dev.dbagent.engine.TableShape.ColumnShape;
import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.StageFailure;
import dev.dbagent.model.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The tables of a database that the agent has not built, against those that the migrations make.
 *
 * @param there what is there
 */
record OtherTables(List<TableShape> there) {

  private static final int TOLD = 10;

  /**
   * Those of ours that are there; rows of them fit in every column.
   *
   * @param isNamed whether all must be there
   * @throws StageFailure of kind SEED_RECORDING_REFUSED when one has other columns there
   */
  List<TableRows> among(List<TableRows> ours, boolean isNamed) {
    List<TableRows> common = new ArrayList<>();
    List<String> differences = new ArrayList<>();
    for (TableRows table : ours) {
      Optional<TableShape> other = find(table.shape().name());
      if (other.isPresent()) {
        common.add(table);
        differences.addAll(differences(table.shape(), other.get()));
      } else if (isNamed) {
        differences.add("It has no table " + table.shape().name() + ".");
      }
    }
    if (!differences.isEmpty()) {
      throw refused(differences);
    }
    return common;
  }

  private static StageFailure refused(List<String> differences) {
    FailureFacts facts =
        FailureFacts.of(
            FailureKind.SEED_RECORDING_REFUSED,
            "the tables of the database are not those that the migrations make");
    for (String difference : differences.stream().limit(TOLD).toList()) {
      facts = facts.note(difference);
    }
    return new StageFailure(facts, null);
  }

  private static List<String> differences(TableShape ours, TableShape other) {
    List<String> differences = new ArrayList<>();
    for (ColumnShape column : ours.stored()) {
      Optional<ColumnShape> same = other.column(column.name());
      String name = ours.name() + "." + column.name();
      if (same.isEmpty()) {
        differences.add("It has no column " + name + ".");
      } else if (!same.get().type().equals(column.type())) {
        differences.add(
            name + " is of type " + same.get().type() + " there, and " + column.type() + " here.");
      }
    }
    for (ColumnShape column : other.stored()) {
      if (ours.column(column.name()).isEmpty()) {
        differences.add("No migration makes column " + ours.name() + "." + column.name() + ".");
      }
    }
    return differences;
  }

  /** What of ours is not there, and what is there and not ours. */
  List<String> notes(List<TableRows> ours, boolean isNamed) {
    List<String> notes = new ArrayList<>();
    if (isNamed) {
      return notes;
    }
    List<TableName> known = ours.stream().map(table -> table.shape().name()).toList();
    note(notes, "Not there: ", known.stream().filter(name -> find(name).isEmpty()).toList());
    note(
        notes,
        "Left out, because no migration makes it: ",
        there.stream()
            .filter(table -> !table.isPartition())
            .map(TableShape::name)
            .filter(name -> !known.contains(name))
            .toList());
    return notes;
  }

  private static void note(List<String> notes, String what, List<TableName> names) {
    if (!names.isEmpty()) {
      String some =
          names.stream().limit(TOLD).map(TableName::toString).collect(Collectors.joining(", "));
      int more = names.size() - TOLD;
      notes.add(what + some + (more > 0 ? " and " + more + " more" : ""));
    }
  }

  private Optional<TableShape> find(TableName name) {
    return there.stream().filter(table -> table.name().equals(name)).findFirst();
  }
}
