// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.migration.MigrationFile.Kind;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
    List<BigInteger> end = last ? null : MigrationName.comparable(target);
    List<BigInteger> marked = mayBeMarked() ? MigrationName.comparable(mark) : null;
    List<BigInteger> covered = highestBaseline();
    List<MigrationFile> run = new ArrayList<>();
    for (MigrationFile file : history.files()) {
      boolean isWithin = end == null || !isAfter(file, end);
      if (isWithin && runs(file, marked, covered)) {
        run.add(file);
      }
    }
    run.sort(ScriptsToRun::inOrder);
    return List.copyOf(run);
  }

  /** Versioned ones first. */
  private static int inOrder(MigrationFile one, MigrationFile other) {
    int order = Boolean.compare(one.version() == null, other.version() == null);
    if (order == 0) {
      order = MigrationName.compare(one.comparableVersion(), other.comparableVersion());
    }
    return order == 0 ? one.description().compareTo(other.description()) : order;
  }

  /**
   * Whether a migration runs that is within the target.
   *
   * @param marked the version up to which all may be taken for applied; null for none
   * @param covered the version up to which a baseline migration stands for all; null for none
   */
  private static boolean runs(
      MigrationFile file, @Nullable List<BigInteger> marked, @Nullable List<BigInteger> covered) {
    return switch (file.kind()) {
      case REPEATABLE -> true;
      case BASELINE -> marked == null && file.comparableVersion().equals(covered);
      case VERSIONED ->
          (marked == null || isAfter(file, marked)) && (covered == null || isAfter(file, covered));
      default -> false;
    };
  }

  private @Nullable List<BigInteger> highestBaseline() {
    List<BigInteger> highest = null;
    for (MigrationFile file : history.files()) {
      if (file.kind() == Kind.BASELINE && (highest == null || isAfter(file, highest))) {
        highest = file.comparableVersion();
      }
    }
    return highest;
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

  private static boolean isAfter(MigrationFile file, List<BigInteger> version) {
    return MigrationName.compare(file.comparableVersion(), version) > 0;
  }

  private boolean isOn(String switchName) {
    return Boolean.parseBoolean(flyway.get(switchName));
  }
}
