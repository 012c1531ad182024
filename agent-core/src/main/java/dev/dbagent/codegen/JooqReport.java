// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.codegen;

import dev.dbagent.model.TableName;
import dev.dbagent.process.ThrownElsewhere;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How one run of jOOQ in a JVM of its own went.
 *
 * @param held the tables that jOOQ saw: with the parts of each, or empty for one that the user's
 *     includes and excludes left out; null when that is not known
 * @param warnings what it warned of, the first line of each
 * @param errors how many errors it logged
 * @param error the one that tells most; null for none
 * @param thrown what ended it; null if it ended well
 * @param diskFull whether lack of room is behind what was thrown or logged
 * @param taken what it did without
 */
record JooqReport(
    @Nullable Map<TableName, Optional<Set<String>>> held,
    List<String> warnings,
    int errors,
    @Nullable LoggedError error,
    @Nullable ThrownElsewhere thrown,
    boolean diskFull,
    Taken taken) {

  /**
   * An error that jOOQ logged and went on.
   *
   * @param message its first line
   */
  record LoggedError(String message, @Nullable ThrownElsewhere thrown) {}
}
