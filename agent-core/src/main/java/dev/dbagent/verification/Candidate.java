// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.verification;

import dev.dbagent.model.SchemaSnapshot;
import dev.dbagent.seed.SeededTable;
import java.util.List;

/**
 * What the checks look at of a state that asks to be sealed.
 *
 * @param passedOver the migration files that should have run and did not, as a user writes them
 * @param seeds the tables that were loaded
 * @param schema the catalogue without the history table
 */
record Candidate(List<String> passedOver, List<SeededTable> seeds, SchemaSnapshot schema) {}
