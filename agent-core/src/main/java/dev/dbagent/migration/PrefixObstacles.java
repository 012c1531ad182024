// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.migration.MigrationFile.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.JavaMigration;

/**
 * What in a history would let a replay in several runs of Flyway make something else than one in a
 * single run. In doubt it does.
 */
final class PrefixObstacles {

  /** They run code that nobody can look into, or on every connection. */
  private static final List<String> SETTINGS = List.of("callbacks", "resolvers", "initSql");

  private static final List<String> SWITCHES =
      List.of("group", "skipExecutingMigrations", "skipDefaultResolvers");

  private static final List<String> NOT_IN_STEPS =
      List.of("resolvers", "skipExecutingMigrations", "skipDefaultResolvers");

  /**
   * Of these events there are as many in several runs as in one. Not so of beforeEachMigrate: a run
   * ends where its script has begun already.
   */
  private static final Set<String> OF_EACH =
      Set.of(
          "afterEachMigrate",
          "beforeEachMigrateStatement",
          "afterEachMigrateStatement",
          "afterEachMigrateError",
          "afterEachMigrateStatementError");

  private final MigrationHistory history;
  private final List<MigrationFile> order;
  private final Map<String, String> flyway;
  private final Optional<String> ofMigrations;

  PrefixObstacles(MigrationHistory history, List<MigrationFile> order) {
    this.history = history;
    this.order = order;
    this.flyway = history.settings().flyway();
    this.ofMigrations = ofClasses().or(this::ofOrder);
  }

  Optional<String> first() {
    return ofSettings().or(this::ofCallbacks).or(() -> ofMigrations);
  }

  /** What would let even versions that are run one after the other be other ones than meant. */
  Optional<String> ofSteps() {
    return NOT_IN_STEPS.stream()
        .filter(flyway::containsKey)
        .findFirst()
        .map(PrefixObstacles::sentence)
        .or(() -> ofMigrations);
  }

  private Optional<String> ofSettings() {
    return SETTINGS.stream()
        .filter(flyway::containsKey)
        .findFirst()
        .or(() -> SWITCHES.stream().filter(this::isOn).findFirst())
        .map(PrefixObstacles::sentence);
  }

  private static String sentence(String setting) {
    return "the setting " + setting + " may make each run of Flyway different";
  }

  private Optional<String> ofCallbacks() {
    if (isOn("skipDefaultCallbacks")) {
      return Optional.empty();
    }
    NamingRules rules = new NamingRules(flyway);
    return history.files().stream()
        .filter(file -> file.kind() == Kind.CALLBACK)
        .filter(file -> !OF_EACH.contains(rules.event(file.fileName())))
        .findFirst()
        .map(
            file ->
                "the callback " + file.path() + " belongs to a run of Flyway, not to a migration");
  }

  private Optional<String> ofClasses() {
    Set<String> named = new HashSet<>();
    history.migrations().forEach(file -> named.add(file.script()));
    return history.javaMigrations().getClasses().stream()
        .filter(type -> !named.contains(type.getName()) || !isNamedByItsClass(type))
        .findFirst()
        .map(type -> "the migration " + type.getName() + " says itself which version it has");
  }

  private static boolean isNamedByItsClass(Class<? extends JavaMigration> type) {
    try {
      return BaseJavaMigration.class.isAssignableFrom(type)
          && type.getMethod("getVersion").getDeclaringClass() == BaseJavaMigration.class;
    } catch (NoSuchMethodException | LinkageError e) {
      // Whoever runs it will tell what is wrong with it.
      return false;
    }
  }

  /** Two ways to tell what runs; where they differ nobody knows. */
  private Optional<String> ofOrder() {
    List<MigrationFile> clear = new ScriptsToRun(history).migrations();
    Set<MigrationFile> sql = new HashSet<>(clear);
    boolean same =
        order.stream().filter(file -> file.kind() != Kind.JAVA).toList().equals(clear)
            && sql.size() == clear.size();
    return same
        ? Optional.empty()
        : Optional.of("which migrations run cannot be told from the files alone");
  }

  private boolean isOn(String switchName) {
    return Boolean.parseBoolean(flyway.get(switchName));
  }
}
