// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.migration.MigrationFile.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which migrations of a history are run directly, see {@link DirectRun}. Not the last versioned
 * one: with it and the repeatable ones Flyway itself ends a replay.
 */
final class RunPlan {

  /** Of fewer, another run of Flyway costs more than its bookkeeping. */
  private static final int FEWEST = 20;

  /** What they say can depend on more than the history table holds. */
  private static final Set<String> OF_THE_WHOLE =
      Set.of("target", "baselineOnMigrate", "failOnMissingTarget");

  /** Flyway abbreviates what is longer in its table. */
  private static final int LONGEST_DESCRIPTION = 200;

  private static final int LONGEST_SCRIPT = 1000;

  private final MigrationHistory history;
  private final List<MigrationFile> order;
  private final int versioned;
  private final int fewest;
  private final Set<String> revealing;
  private @Nullable Boolean possible;

  /**
   * The plan for a history.
   *
   * @param fewest how many migrations are worth a direct run; zero for the usual number
   */
  RunPlan(MigrationHistory history, Prefixes prefixes, int fewest) {
    this.history = history;
    this.order = prefixes.order();
    this.versioned = prefixes.size();
    this.fewest = fewest == 0 ? FEWEST : fewest;
    this.revealing = revealing(history.settings());
  }

  /** What is to be run directly after so many migrations; nothing where that is not worth it. */
  List<MigrationFile> direct(int done) {
    int end = versioned - 1;
    return end - done >= fewest && isPossible() ? order.subList(done, end) : List.of();
  }

  /**
   * Whether what Flyway does with a migration depends on that one alone, and on what the history
   * table holds.
   */
  boolean isOfEach() {
    Map<String, String> flyway = history.settings().flyway();
    return OF_THE_WHOLE.stream().noneMatch(flyway::containsKey)
        && order.stream()
            .noneMatch(file -> file.kind() == Kind.BASELINE || file.kind() == Kind.JAVA);
  }

  /** Reads all scripts: not to be asked where little is left to be done. */
  private boolean isPossible() {
    Boolean known = possible;
    boolean answer = known == null ? hasNoDoubt() : known;
    possible = answer;
    return answer;
  }

  private boolean hasNoDoubt() {
    Map<String, String> flyway = history.settings().flyway();
    return isOfEach()
        && order.stream().allMatch(RunPlan::isPlain)
        && history.files().stream().noneMatch(file -> file.kind() == Kind.CALLBACK)
        && Stream.concat(
                history.files().stream().map(MigrationFile::text),
                flyway.entrySet().stream()
                    .filter(setting -> setting.getKey().startsWith("placeholders."))
                    .map(Map.Entry::getValue))
            .noneMatch(this::isRevealing);
  }

  private static boolean isPlain(MigrationFile file) {
    return file.description().length() <= LONGEST_DESCRIPTION
        && file.script().length() <= LONGEST_SCRIPT;
  }

  /** Whether a text may look at Flyway, its lock, its table or its time, at work. */
  private boolean isRevealing(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return revealing.stream().anyMatch(lower::contains);
  }

  private static Set<String> revealing(MigrationSettings settings) {
    String flyways = "flyway" + settings.flyway().getOrDefault("placeholderSeparator", ":");
    return Set.of(
        (flyways + "timestamp").toLowerCase(Locale.ROOT),
        (flyways + "table").toLowerCase(Locale.ROOT),
        settings.historyTable().toLowerCase(Locale.ROOT),
        "advisory",
        "pg_locks",
        "discard");
  }
}
