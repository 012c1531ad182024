// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import dev.dbagent.model.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of a seed file.
 *
 * @param place the line it begins on
 * @param values in the order of the header; null for NULL
 */
record SeedRow(Place place, List<@Nullable String> values) {}
