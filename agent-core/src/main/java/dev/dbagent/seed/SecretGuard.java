// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import dev.dbagent.engine.TableShape;
import dev.dbagent.engine.TableShape.ColumnShape;
import dev.dbagent.model.Count;
import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.SecretColumn;
import dev.dbagent.model.StageFailure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks at every value of rows before anything of them is written. It tells table, column and row,
 * and never a value.
 */
final class SecretGuard {

  private static final int TOLD = 20;

  private final Set<String> allowed;
  private final Map<List<String>, Suspects> found = new LinkedHashMap<>();

  /** Values of one column that look like one kind of secret: the first one's row, and how many. */
  private record Suspects(String row, int count) {}

  /**
   * @param allowed the columns whose values may look like anything, as {@code schema.table.column}
   */
  SecretGuard(Set<String> allowed) {
    this.allowed = allowed;
  }

  void look(TableRows table, List<Integer> rows) {
    List<ColumnShape> columns = table.shape().stored();
    for (int index : rows) {
      List<@Nullable String> row = table.rows().get(index);
      for (int i = 0; i < columns.size(); i++) {
        String value = row.get(i);
        String name = table.shape().name() + "." + columns.get(i).name();
        if (value != null && !allowed.contains(name)) {
          SecretSearch.suspicion(columns.get(i), value)
              .ifPresent(what -> note(List.of(name, what), table, index));
        }
      }
    }
  }

  private void note(List<String> columnAndKind, TableRows table, int index) {
    Suspects known = found.get(columnAndKind);
    found.put(
        columnAndKind,
        known == null
            ? new Suspects(title(table, index), 1)
            : new Suspects(known.row(), known.count() + 1));
  }

  /** The row's key, unless that is something to hide itself; then its number in their order. */
  private static String title(TableRows table, int index) {
    TableShape shape = table.shape();
    List<@Nullable String> key = TableRows.values(table.rows().get(index), table.key());
    boolean isTold = !key.isEmpty();
    for (int i = 0; i < key.size(); i++) {
      Optional<ColumnShape> column = shape.column(shape.key().get(i));
      String value = key.get(i);
      isTold &=
          value != null
              && column.isPresent()
              && !SecretColumn.isSecret(column.get().name())
              && SecretSearch.suspicion(column.get(), value).isEmpty();
    }
    return isTold ? Shown.pairs(shape.key(), key) : "number " + (index + 1);
  }

  /**
   * @throws StageFailure of kind SEED_SECRETS_FOUND when a value looks like a secret
   */
  void check() {
    if (found.isEmpty()) {
      return;
    }
    long columns = found.keySet().stream().map(known -> known.get(0)).distinct().count();
    FailureFacts facts =
        FailureFacts.of(
            FailureKind.SEED_SECRETS_FOUND,
            Count.of(columns, "column")
                + (columns == 1 ? " holds" : " hold")
                + " what looks like secrets or addresses of people; no file was written");
    List<Map.Entry<List<String>, Suspects>> told = found.entrySet().stream().limit(TOLD).toList();
    for (Map.Entry<List<String>, Suspects> one : told) {
      Suspects suspects = one.getValue();
      facts =
          facts.note(
              one.getKey().get(0)
                  + ": "
                  + one.getKey().get(1)
                  + ", row "
                  + suspects.row()
                  + (suspects.count() == 1
                      ? ""
                      : " and " + Count.of(suspects.count() - 1L, "other row"))
                  + ".");
    }
    if (told.size() < found.size()) {
      facts = facts.note("And " + (found.size() - told.size()) + " more of that sort.");
    }
    throw new StageFailure(facts, null);
  }
}
