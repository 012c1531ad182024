// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.verification;

import dev.dbagent.model.Place;
import dev.dbagent.model.SchemaSnapshot.Relation;
import dev.dbagent.model.TableName;
import dev.dbagent.seed.SeededTable;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What the checks look at of a state that asks to be sealed.
 *
 * @param passedOver the migration files that should have run and did not, as a user writes them
 * @param seeds the tables that were loaded
 * @param size of the catalogue without the history table
 * @param relations of the same; none where it is known that all are sound
 * @param origins tells where the scripts made a constraint or an index of a table
 */
record Candidate(
    List<String> passedOver,
    List<SeededTable> seeds,
    SchemaSize size,
    List<Relation> relations,
    BiFunction<TableName, String, Optional<Place>> origins) {

  /** Where a constraint or an index of a table comes from; null if no script tells. */
  @Nullable Place originOf(TableName table, String part) {
    return origins.apply(table, part).orElse(null);
  }
}
