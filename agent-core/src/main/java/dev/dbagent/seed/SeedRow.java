// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import dev.dbagent.model.Place;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A row of a seed file.
 *
 * @param place the line it begins on
 * @param number among all rows of the file, from 1
 * @param columns that it has values for
 * @param values in the order of the columns; null for NULL
 */
record SeedRow(Place place, long number, List<String> columns, List<@Nullable String> values) {

  /** The value of a column that it has one for. */
  @Nullable String value(String column) {
    return values.get(columns.indexOf(column));
  }

  /** Whether it has the same values in some columns as another row; each must give them. */
  boolean isLike(SeedRow other, List<String> some) {
    return some.stream().allMatch(column -> Objects.equals(value(column), other.value(column)));
  }
}
