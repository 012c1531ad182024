// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed.fake;

import dev.dbagent.engine.RejectedRowException;
import dev.dbagent.engine.RowTrial;
import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.SchemaSnapshot.Constraint;
import dev.dbagent.model.SqlFault;
import dev.dbagent.model.StageFailure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes up the rows of one table. The server judges: of a row that it refuses, the columns are
 * drawn anew that the broken constraint speaks of, until it takes the row.
 */
final class RowMaker {

  private static final int ATTEMPTS = 100;

  /** For a row that need not be. */
  private static final int FEW = 20;

  private final RowTrial trial;
  private final FakeValues values;
  private final FakedTable table;
  private final int rows;
  private final List<String> columns;
  private final Targets targets;

  /**
   * @param rows how many rows to make
   */
  RowMaker(RowTrial trial, FakeValues values, FakedTable table, int rows) {
    this.trial = trial;
    this.values = values;
    this.table = table;
    this.rows = rows;
    this.columns = table.columns();
    this.targets = new Targets(trial, table.references());
  }

  FakeTable make() {
    List<List<@Nullable String>> made = new ArrayList<>();
    for (int row = 1; row <= rows; row++) {
      List<@Nullable String> accepted = row(row);
      made.add(accepted);
      targets.add(table.relation().name(), named(accepted));
    }
    return new FakeTable(table.relation().name(), columns, made);
  }

  /** All that get values, in the order of the table. */
  List<String> columns() {
    return columns;
  }

  /**
   * A row of which some values are given and the others are not NULL, if there is any.
   *
   * @param number of the row, from 1
   * @return nothing when none is found that the constraints allow
   */
  Optional<List<@Nullable String>> with(int number, Map<String, @Nullable String> given) {
    Map<String, Integer> attempts = new HashMap<>();
    for (int attempt = 0; attempt < FEW; attempt++) {
      try {
        List<@Nullable String> accepted =
            trial.insert(table.relation().name(), columns, drawn(number, attempts, given));
        targets.add(table.relation().name(), named(accepted));
        return Optional.of(accepted);
      } catch (RejectedRowException e) {
        Set<String> blamed = new LinkedHashSet<>(blamed(e.fault()));
        blamed.removeAll(given.keySet());
        if (blamed.isEmpty()) {
          return Optional.empty();
        }
        blamed.forEach(column -> attempts.merge(column, 1, Integer::sum));
      }
    }
    return Optional.empty();
  }

  private Map<String, @Nullable String> named(List<@Nullable String> row) {
    Map<String, @Nullable String> named = new LinkedHashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      named.put(columns.get(i), row.get(i));
    }
    return named;
  }

  private List<@Nullable String> row(int row) {
    Map<String, Integer> attempts = new HashMap<>();
    RejectedRowException last = null;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        return trial.insert(table.relation().name(), columns, drawn(row, attempts, null));
      } catch (RejectedRowException e) {
        last = e;
        blamed(e.fault()).forEach(column -> attempts.merge(column, 1, Integer::sum));
      }
    }
    throw hopeless(row, Objects.requireNonNull(last));
  }

  private List<@Nullable String> drawn(
      int row, Map<String, Integer> attempts, @Nullable Map<String, @Nullable String> given) {
    Map<String, @Nullable String> drawn =
        new RowDrawing(table, values, targets, rows, row, attempts, given).of(columns);
    List<@Nullable String> inOrder = new ArrayList<>();
    columns.forEach(column -> inOrder.add(drawn.get(column)));
    return Collections.unmodifiableList(inOrder);
  }

  /** The columns to draw anew; all of them when the server does not say more. */
  private Set<String> blamed(SqlFault fault) {
    Optional<Constraint> broken =
        table.relation().constraints().stream()
            .filter(constraint -> constraint.name().equals(fault.constraint()))
            .findFirst();
    Set<String> blamed = new LinkedHashSet<>();
    broken.ifPresent(constraint -> blamed.addAll(constraint.columns()));
    String column = fault.column();
    if (blamed.isEmpty() && column != null) {
      blamed.add(column);
    }
    return blamed.isEmpty() ? Set.copyOf(columns) : blamed;
  }

  private StageFailure hopeless(int row, RejectedRowException last) {
    return new StageFailure(
        FailureFacts.of(
                FailureKind.SEED_ROW_REJECTED,
                "no row %d of %s was found that its constraints allow, in %d attempts; the last one was refused: %s"
                    .formatted(row, table.relation().name(), ATTEMPTS, last.fault().message()))
            .note("Write the rows of this table by hand, or ask for fewer."),
        last);
  }
}
