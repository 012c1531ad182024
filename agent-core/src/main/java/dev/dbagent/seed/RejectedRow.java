// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import dev.dbagent.engine.RejectedRowException;
import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Place;
import dev.dbagent.model.SchemaSnapshot.Constraint;
import dev.dbagent.model.SqlCondition;
import dev.dbagent.model.SqlFault;
import dev.dbagent.model.StageFailure;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns what the engine says about a row into what a user of the files understands. */
final class RejectedRow {

  private static final String FIRST = "first given here";
  private static final String FURTHER = "given here, too";

  private static final Set<SqlCondition> CONSTRAINT =
      EnumSet.of(
          SqlCondition.NOT_NULL,
          SqlCondition.UNIQUE,
          SqlCondition.CHECK,
          SqlCondition.FOREIGN_KEY,
          SqlCondition.EXCLUSION);

  private final SeedPlan plan;
  private final List<SeedPlan> loaded;
  private final SeedFile file;
  private final SqlFault fault;
  private final Optional<SeedRow> row;

  private RejectedRow(SeedPlan plan, List<SeedPlan> loaded, RejectedRowException refusal) {
    this.plan = plan;
    this.loaded = loaded;
    this.file = plan.file();
    this.fault = refusal.fault();
    this.row = plan.row(refusal.row());
  }

  /**
   * @param loaded what was loaded up to the row, its own plan included
   */
  static StageFailure failure(SeedPlan plan, List<SeedPlan> loaded, RejectedRowException refusal) {
    return new StageFailure(new RejectedRow(plan, loaded, refusal).facts(), refusal);
  }

  private FailureFacts facts() {
    boolean constraint = CONSTRAINT.contains(fault.condition());
    FailureFacts facts =
        FailureFacts.of(
                constraint ? FailureKind.SEED_ROW_REJECTED : FailureKind.SEED_VALUE_REJECTED,
                constraint ? rowSentence() : valueSentence())
            .said(fault);
    if (row.isEmpty()) {
      return facts.at(Place.file(file.path()));
    }
    FailureFacts placed = file.text().at(plan.placeOf(row.get(), culprits()), facts);
    return switch (fault.condition()) {
      case UNIQUE -> withFirst(placed, row.get());
      case NOT_NULL -> withReason(placed);
      default -> placed;
    };
  }

  private String rowSentence() {
    return fault.constraint() == null
        ? valueSentence()
        : "%s breaks %s: %s".formatted(subject(), fault.constraint(), said());
  }

  private String valueSentence() {
    String column = fault.column() == null ? "" : ", column " + fault.column();
    return subject() + column + ": " + said();
  }

  private String subject() {
    return row.map(plan::title).orElse(file.table().toString());
  }

  /** The server's message, and the value if that is not in it. */
  private String said() {
    String value = value();
    boolean known = value == null || fault.message().contains(value);
    return Shown.sentence(fault.message()) + (known ? "" : ": \"" + Shown.value(value) + "\"");
  }

  private @Nullable String value() {
    int field = fault.column() == null ? -1 : plan.field(fault.column());
    return field < 0 || row.isEmpty() ? null : row.get().values().get(field);
  }

  /** The columns that the server speaks of, as far as it says. */
  private List<String> culprits() {
    if (fault.column() != null) {
      return List.of(fault.column());
    }
    return plan.relation().constraints().stream()
        .filter(constraint -> constraint.name().equals(fault.constraint()))
        .flatMap(constraint -> constraint.columns().stream())
        .toList();
  }

  private FailureFacts withReason(FailureFacts facts) {
    boolean given = fault.column() != null && plan.field(fault.column()) >= 0;
    return given ? facts.note(file.format().nullNote()) : facts;
  }

  private FailureFacts withFirst(FailureFacts facts, SeedRow second) {
    return keys().stream()
        .filter(key -> plan.layout().containsAll(key.columns()))
        .flatMap(key -> first(key, second).stream())
        .findFirst()
        .map(place -> facts.see(place, isBefore(place, second) ? FIRST : FURTHER))
        .orElseGet(
            () ->
                facts.note(
                    "No other row of the seeds reads the same:"
                        + " a migration gave one, or the key is written differently there."));
  }

  /** Rows of other columns are loaded apart, so the first may stand further down. */
  private boolean isBefore(Place place, SeedRow second) {
    return !place.file().equals(file.path()) || place.line() < second.place().line();
  }

  private Optional<Place> first(Constraint key, SeedRow second) {
    return loaded.stream()
        .filter(other -> other.file().table().equals(file.table()))
        .filter(other -> other.layout().containsAll(key.columns()))
        .flatMap(other -> first(other, key, second).stream())
        .findFirst();
  }

  private static Optional<Place> first(SeedPlan other, Constraint key, SeedRow second) {
    return other
        .first(row -> row.isLike(second, key.columns()))
        .filter(row -> !row.place().equals(second.place()))
        .map(row -> other.placeOf(row, key.columns()));
  }

  /** The broken key; all of them when the server names one that the table itself does not have. */
  private List<Constraint> keys() {
    List<Constraint> keys = plan.keys();
    List<Constraint> broken =
        keys.stream().filter(key -> key.name().equals(fault.constraint())).toList();
    return broken.isEmpty() ? keys : broken;
  }
}
