// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule for rows as a statement writes it down; each part null or empty if it is not written.
 *
 * @param condition the expression of a CHECK, or the predicate of a unique index
 * @param columns of a foreign key, as the catalogue spells them
 * @param references the table that the foreign key points to
 * @param referencedColumns of that table
 */
public record WrittenRule(
    @Nullable String condition,
    List<String> columns,
    @Nullable NamedObject references,
    List<String> referencedColumns) {

  public static final WrittenRule NONE = new WrittenRule(null, List.of(), null, List.of());

  public WrittenRule {
    columns = List.copyOf(columns);
    referencedColumns = List.copyOf(referencedColumns);
  }
}
