// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed.fake;

import dev.dbagent.engine.Reference;
import dev.dbagent.engine.RowTrial;
import dev.dbagent.model.TableName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows that the foreign keys of a table can point to, by the columns that they look up. */
final class Targets {

  private static final int MOST = 10_000;

  private final Map<Reference, List<List<String>>> keys = new LinkedHashMap<>();

  Targets(RowTrial trial, List<Reference> references) {
    for (Reference reference : references) {
      keys.put(
          reference,
          new ArrayList<>(trial.present(reference.table(), reference.referencedColumns(), MOST)));
    }
  }

  /** Those that agree with what is decided of a row. */
  List<List<String>> fitting(Reference reference, Map<String, @Nullable String> decided) {
    return keys.getOrDefault(reference, List.of()).stream()
        .filter(key -> agrees(key, reference.columns(), decided))
        .toList();
  }

  private static boolean agrees(
      List<String> key, List<String> columns, Map<String, @Nullable String> decided) {
    for (int i = 0; i < columns.size(); i++) {
      String value = decided.get(columns.get(i));
      if (value != null && !value.equals(key.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** Lets later rows point to one of their own table. */
  void add(TableName table, Map<String, @Nullable String> row) {
    keys.forEach(
        (reference, targets) -> {
          if (reference.table().equals(table)) {
            List<String> key = new ArrayList<>();
            for (String column : reference.referencedColumns()) {
              String value = row.get(column);
              if (value != null) {
                key.add(value);
              }
            }
            if (key.size() == reference.referencedColumns().size()) {
              targets.add(List.copyOf(key));
            }
          }
        });
  }
}
