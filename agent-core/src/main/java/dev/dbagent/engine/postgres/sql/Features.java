// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres.sql;

import dev.dbagent.engine.NewerFeature;
import dev.dbagent.model.SqlCondition;
import dev.dbagent.model.SqlFault;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Tells what a statement uses that the server is too old for.
 *
 * @param major of the server
 * @param serverVersion of the server, for people
 */
record Features(int major, String serverVersion) {

  /** How much of a statement is looked at on either side of where the server stumbled. */
  private static final int NEAR = 4_000;

  private static final Set<SqlCondition> CONDITIONS =
      EnumSet.of(SqlCondition.SYNTAX, SqlCondition.OBJECT_MISSING, SqlCondition.OTHER);

  /** SQLSTATE invalid_parameter_value: an option that the server does not know. */
  private static final String PARAMETER = "22023";

  Optional<NewerFeature> needed(SqlFault fault, String sql) {
    if (!CONDITIONS.contains(fault.condition()) && !fault.sqlState().equals(PARAMETER)) {
      return Optional.empty();
    }
    int index = index(fault, sql);
    int start = Math.max(0, index - NEAR);
    String near = sql.substring(start, Math.min(sql.length(), Math.max(0, index) + NEAR));
    return Feature.ALL.stream()
        .filter(feature -> feature.since() > major)
        .sorted(Comparator.comparing(Feature::since).reversed())
        .flatMap(
            feature ->
                feature.found(near, index < 0 ? index : index - start, fault.message()).stream()
                    .map(name -> newer(name, feature.since())))
        .findFirst();
  }

  private NewerFeature newer(String name, int since) {
    return new NewerFeature(name, "PostgreSQL " + since, String.valueOf(since), serverVersion);
  }

  /** The server counts code points, from 1. */
  private static int index(SqlFault fault, String sql) {
    SqlFault.InternalStatement internal = fault.internal();
    int position = internal == null ? fault.position() : internal.position();
    boolean known = position > 0 && position <= sql.codePointCount(0, sql.length()) + 1;
    return known ? sql.offsetByCodePoints(0, position - 1) : -1;
  }
}
