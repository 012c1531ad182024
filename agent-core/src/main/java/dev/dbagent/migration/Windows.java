// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.migration.MigrationFile.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How much of a history a run of Flyway sees. Flyway looks at all migrations that it sees before
 * each one that it runs; of a long history that takes longer than running them.
 *
 * <p>The first run sees everything, so that what Flyway checks of a history as a whole is checked.
 * It ends after one migration; each run after it sees the next few migrations only, the last one
 * the repeatable ones too.
 */
final class Windows {

  /** The cost of a run of Flyway is that of about 20 migrations seen once. */
  private static final int SIZE = 50;

  /** What they say can depend on versions that a run does not see. */
  private static final Set<String> OF_THE_WHOLE =
      Set.of("target", "baselineOnMigrate", "failOnMissingTarget");

  private final MigrationHistory history;
  private final List<MigrationFile> order;
  private final int versioned;
  private final int size;
  private @Nullable Boolean possible;

  /**
   * The windows of a history.
   *
   * @param size how many migrations are seen at once; zero for the usual number
   */
  Windows(MigrationHistory history, Prefixes prefixes, int size) {
    this.history = history;
    this.order = prefixes.order();
    this.versioned = prefixes.size();
    this.size = size == 0 ? SIZE : size;
  }

  /** Reads all scripts: not to be asked where little is left to be done. */
  private boolean arePossible() {
    Boolean known = possible;
    boolean answer = known == null ? hasNoDoubt() : known;
    possible = answer;
    return answer;
  }

  private boolean hasNoDoubt() {
    Map<String, String> flyway = history.settings().flyway();
    String time = "flyway" + flyway.getOrDefault("placeholderSeparator", ":") + "timestamp";
    String table = history.settings().historyTable().toLowerCase(Locale.ROOT);
    return OF_THE_WHOLE.stream().noneMatch(flyway::containsKey)
        && order.stream().noneMatch(file -> file.kind() == Kind.BASELINE || isJava(file))
        && history.files().stream()
            .map(file -> file.text().toLowerCase(Locale.ROOT))
            .noneMatch(text -> text.contains(time) || text.contains(table));
  }

  private static boolean isJava(MigrationFile file) {
    return file.kind() == Kind.JAVA;
  }

  /** Whether there is enough to come for a run of its own. */
  boolean areWorthwhile(int done) {
    return versioned - done > 2 * size && arePossible();
  }

  /** The number of migrations after which a run ends that begins now. */
  int end(int done) {
    return versioned - done > size ? done + size : order.size();
  }

  /** What a run sees that begins now. */
  List<MigrationFile> from(int done) {
    return order.subList(done, end(done));
  }

  /** Whether nothing is left to be seen after a run that begins now. */
  boolean isLast(int done) {
    return end(done) == order.size();
  }
}
