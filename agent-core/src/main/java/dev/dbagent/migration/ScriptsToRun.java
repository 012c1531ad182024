// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.migration.MigrationFile.Kind;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which scripts of a history will run on an empty database, as far as the files alone can tell. In
 * doubt a script is left out: what is looked for in these scripts must not refuse a sound history.
 */
final class ScriptsToRun {

  /** The events of every migrate, whether or not there is anything to do. */
  private static final Set<String> ALWAYS =
      Set.of(
          "afterConnect",
          "beforeMigrate",
          "afterVersioned",
          "afterMigrate",
          "afterMigrateOperationFinish");

  private static final Set<String> WITH_A_MIGRATION =
      Set.of("beforeEachMigrate", "afterEachMigrate", "afterMigrateApplied");

  private static final Set<String> WITH_A_STATEMENT =
      Set.of("beforeEachMigrateStatement", "afterEachMigrateStatement");

  private static final String WITH_A_REPEATABLE = "beforeRepeatables";

  private static final String LATEST = "latest";

  private final MigrationHistory history;
  private final Map<String, String> flyway;
  private final NamingRules rules;

  ScriptsToRun(MigrationHistory history) {
    this.history = history;
    this.flyway = history.settings().flyway();
    this.rules = new NamingRules(flyway);
  }

  /** Migrations in the order in which they run, then callbacks. */
  List<MigrationFile> list() {
    List<MigrationFile> migrations = migrations();
    return Stream.concat(migrations.stream(), callbacks(migrations)).toList();
  }

  /** Migrations in the order in which they run; none when that is not clear. */
  List<MigrationFile> migrations() {
    String target = flyway.getOrDefault("target", LATEST).replaceFirst("\\?$", "");
    String mark = flyway.getOrDefault("baselineVersion", "1");
    boolean last = target.equalsIgnoreCase(LATEST);
    boolean clear = (last || NamingRules.isVersion(target)) && NamingRules.isVersion(mark);
    if (!clear || isOn("skipDefaultResolvers") || isOn("skipExecutingMigrations") || bringsRows()) {
      return List.of();
    }
    Optional<String> marked = mayBeMarked() ? Optional.of(mark) : Optional.empty();
    Optional<String> covered = highestBaseline();
    Comparator<MigrationFile> order =
        Comparator.<MigrationFile, Boolean>comparing(file -> file.version() == null)
            .thenComparing(MigrationFile::comparableVersion, MigrationName::compare);
    return history.files().stream()
        .filter(file -> last || file.version() == null || !isAfter(file.version(), target))
        .filter(file -> runs(file, marked, covered))
        .sorted(order.thenComparing(MigrationFile::description))
        .toList();
  }

  /**
   * Whether a migration runs that is within the target.
   *
   * @param marked the version up to which all may be taken for applied
   * @param covered the version up to which a baseline migration stands for all
   */
  private static boolean runs(
      MigrationFile file, Optional<String> marked, Optional<String> covered) {
    return switch (file.kind()) {
      case REPEATABLE -> true;
      case BASELINE -> marked.isEmpty() && covered.equals(Optional.ofNullable(file.version()));
      case VERSIONED ->
          Stream.of(marked, covered)
              .flatMap(Optional::stream)
              .allMatch(version -> isAfter(Objects.requireNonNull(file.version()), version));
      default -> false;
    };
  }

  private Optional<String> highestBaseline() {
    return history.files().stream()
        .filter(file -> file.kind() == Kind.BASELINE)
        .map(file -> Objects.requireNonNull(file.version()))
        .max(MigrationName::compare);
  }

  /** Whether something may lie in the schema before Flyway looks, and a baseline be put over it. */
  private boolean mayBeMarked() {
    boolean callbacks = history.files().stream().anyMatch(file -> file.kind() == Kind.CALLBACK);
    return isOn("baselineOnMigrate")
        && (callbacks || history.initScript().isPresent() || flyway.containsKey("initSql"));
  }

  /** Whether a history table may be there before Flyway looks. */
  private boolean bringsRows() {
    String table = history.settings().historyTable();
    return flyway.getOrDefault("initSql", "").contains(table)
        || history.initScript().filter(script -> script.text().contains(table)).isPresent();
  }

  private Stream<MigrationFile> callbacks(List<MigrationFile> migrations) {
    if (isOn("skipDefaultCallbacks")) {
      return Stream.empty();
    }
    List<MigrationFile> callbacks =
        history.files().stream().filter(file -> file.kind() == Kind.CALLBACK).toList();
    if (callbacks.isEmpty()) {
      return Stream.empty();
    }
    Set<String> events = new HashSet<>(ALWAYS);
    if (!migrations.isEmpty()) {
      events.addAll(WITH_A_MIGRATION);
    }
    if (migrations.stream().anyMatch(file -> file.kind() == Kind.REPEATABLE)) {
      events.add(WITH_A_REPEATABLE);
    }
    if (migrations.stream().anyMatch(ScriptsToRun::hasStatements)) {
      events.addAll(WITH_A_STATEMENT);
    }
    return callbacks.stream().filter(file -> events.contains(rules.event(file.fileName())));
  }

  private static boolean hasStatements(MigrationFile file) {
    String text = file.text();
    return new SqlText(text).firstToken() < text.length();
  }

  private static boolean isAfter(String version, String other) {
    return MigrationName.compare(version, other) > 0;
  }

  private boolean isOn(String switchName) {
    return Boolean.parseBoolean(flyway.get(switchName));
  }
}
