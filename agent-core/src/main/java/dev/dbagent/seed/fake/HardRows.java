// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed.fake;

import dev.dbagent.engine.ColumnType;
import dev.dbagent.engine.Reference;
import dev.dbagent.engine.RowTrial;
import dev.dbagent.model.SchemaSnapshot;
import dev.dbagent.model.SchemaSnapshot.Column;
import dev.dbagent.model.SchemaSnapshot.ConstraintKind;
import dev.dbagent.model.SchemaSnapshot.Relation;
import dev.dbagent.model.StageFailure;
import dev.dbagent.model.TableName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes up rows that are as hard on later migrations as the constraints of today allow: NULL
 * wherever it may be, equal values wherever they need not differ, the longest texts, negative and
 * huge numbers. What is not allowed the server refuses, and it is left out. The same tables always
 * get the same rows.
 */
public final class HardRows {

  /** Of all tables together, so that no schema makes a build slow. */
  private static final int MOST = 1_000;

  private final RowTrial trial;
  private final SchemaSnapshot schema;
  private final BiPredicate<TableName, Hardship> wanted;
  private final Consumer<String> told;
  private final FakeValues values;
  private final List<FakeTable> made = new ArrayList<>();
  private int rows;

  /**
   * @param trial for these rows only
   * @param schema what stands in the database
   * @param wanted which rows of which table are to be made
   * @param told is told of what no rows can be made up for, a sentence each
   */
  public HardRows(
      RowTrial trial,
      SchemaSnapshot schema,
      BiPredicate<TableName, Hardship> wanted,
      Consumer<String> told) {
    this.trial = trial;
    this.values = new FakeValues(new PlainTexts(trial));
    this.schema = schema;
    this.wanted = wanted;
    this.told = told;
  }

  /**
   * Makes them; nothing of them stays in the database.
   *
   * @param tables those that get rows; a table that they need a row of gets one, too
   * @return in an order in which a table comes after those that it points to
   */
  public List<FakeTable> of(List<Relation> tables) {
    Map<Relation, List<Reference>> references = new LinkedHashMap<>();
    tables.forEach(table -> add(table, references));
    for (Relation table : ordered(references)) {
      try {
        RowMaker maker = maker(table, references.getOrDefault(table, List.of()));
        if (tables.contains(table)) {
          make(table, maker);
        } else {
          maker.with(1, Map.of()).ifPresent(row -> add(table, maker, List.of(row)));
        }
      } catch (StageFailure e) {
        told.accept("no rows are tried in " + table.name() + ": " + e.getMessage());
      }
    }
    if (rows >= MOST) {
      told.accept("no more than " + MOST + " rows are tried");
    }
    return made;
  }

  private List<Relation> ordered(Map<Relation, List<Reference>> references) {
    try {
      return TableOrder.of(references);
    } catch (StageFailure e) {
      told.accept("no rows are tried: " + e.getMessage());
      return List.of();
    }
  }

  /** With the tables without a row that its rows cannot do without. */
  private void add(Relation table, Map<Relation, List<Reference>> references) {
    if (references.containsKey(table)) {
      return;
    }
    List<Reference> own = trial.references(table.name());
    references.put(table, own);
    for (Reference reference : own) {
      boolean isEmpty =
          trial.present(reference.table(), reference.referencedColumns(), 1).isEmpty();
      if (isEmpty && TableOrder.required(table).test(reference)) {
        schema.relation(reference.table()).ifPresent(parent -> add(parent, references));
      }
    }
  }

  private RowMaker maker(Relation table, List<Reference> references) {
    FakedTable faked = FakedTable.of(trial, table, references);
    return new RowMaker(trial, values, faked, MOST);
  }

  private void make(Relation table, RowMaker maker) {
    Set<String> keys = keys(table);
    List<List<@Nullable String>> accepted = new ArrayList<>();
    for (Hard hard : hardships(table, maker, keys)) {
      if (rows < MOST && wanted.test(table.name(), hard.kind())) {
        maker.with(accepted.size() + 1, hard.given()).ifPresent(accepted::add);
        rows++;
      }
    }
    if (wanted.test(table.name(), Hardship.DUPLICATE) && rows < MOST) {
      accepted.addAll(pair(maker, keys, accepted.size() + 1));
      rows += 2;
    }
    if (!accepted.isEmpty()) {
      add(table, maker, accepted);
    }
  }

  private void add(Relation table, RowMaker maker, List<List<@Nullable String>> accepted) {
    made.add(new FakeTable(table.name(), maker.columns(), accepted));
  }

  /**
   * A row to be.
   *
   * @param given the values that are hard
   */
  private record Hard(Hardship kind, Map<String, @Nullable String> given) {}

  private List<Hard> hardships(Relation table, RowMaker maker, Set<String> keys) {
    List<Hard> hard = new ArrayList<>();
    hard.add(new Hard(Hardship.NONE, Map.of()));
    Set<String> pointing = new HashSet<>();
    trial.references(table.name()).forEach(reference -> pointing.addAll(reference.columns()));
    for (ColumnType type : trial.columnTypes(table.name())) {
      String name = type.column();
      if (!maker.columns().contains(name)) {
        continue;
      }
      if (table.column(name).filter(Column::nullable).isPresent()) {
        hard.add(new Hard(Hardship.NULL, one(name, null)));
      }
      if (!keys.contains(name) && !pointing.contains(name)) {
        HardValues.texts(type).forEach(it -> hard.add(new Hard(Hardship.TEXT, one(name, it))));
        HardValues.numbers(type).forEach(it -> hard.add(new Hard(Hardship.NUMBER, one(name, it))));
      }
    }
    return hard;
  }

  private static Map<String, @Nullable String> one(String column, @Nullable String value) {
    Map<String, @Nullable String> one = new HashMap<>();
    one.put(column, value);
    return one;
  }

  /** Two rows that differ in keys only. */
  private static List<List<@Nullable String>> pair(RowMaker maker, Set<String> keys, int number) {
    List<List<@Nullable String>> pair = new ArrayList<>();
    maker
        .with(number, Map.of())
        .ifPresent(
            first -> {
              Map<String, @Nullable String> same = new HashMap<>();
              for (int i = 0; i < first.size(); i++) {
                if (!keys.contains(maker.columns().get(i))) {
                  same.put(maker.columns().get(i), first.get(i));
                }
              }
              pair.add(first);
              maker.with(number + 1, same).ifPresent(pair::add);
            });
    return pair;
  }

  private static Set<String> keys(Relation table) {
    Set<String> keys = new HashSet<>();
    table.constraints().stream()
        .filter(
            constraint ->
                constraint.kind() == ConstraintKind.PRIMARY_KEY
                    || constraint.kind() == ConstraintKind.UNIQUE)
        .forEach(constraint -> keys.addAll(constraint.columns()));
    return keys;
  }
}
