// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.configuration.Configuration;
import org.jspecify.annotations.Nullable;

/** Finds the migrations that Flyway left out without a reason that somebody gave. */
final class PassedOver {

  /** Left out because of the target or a baseline. */
  private static final Set<MigrationState> ON_PURPOSE =
      Set.of(
          MigrationState.ABOVE_TARGET,
          MigrationState.BELOW_BASELINE,
          MigrationState.BASELINE_IGNORED);

  private final Configuration configuration;

  PassedOver(Configuration configuration) {
    this.configuration = configuration;
  }

  List<MigrationFile> among(List<MigrationFile> unapplied) {
    if (unapplied.isEmpty()) {
      return List.of();
    }
    Map<String, MigrationInfo> known = known();
    return unapplied.stream().filter(file -> !isExplained(known.get(file.script()))).toList();
  }

  private Map<String, MigrationInfo> known() {
    return Stream.of(new Flyway(configuration).info().all())
        .collect(
            Collectors.toMap(MigrationInfo::getScript, Function.identity(), (one, other) -> one));
  }

  private static boolean isExplained(@Nullable MigrationInfo info) {
    return info != null && (ON_PURPOSE.contains(info.getState()) || !info.isShouldExecute());
  }
}
