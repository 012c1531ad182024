// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.model.FailureKind;
import dev.dbagent.model.NearestName;
import dev.dbagent.model.StageFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Which of Flyway's settings a project may give, and what becomes of the others. */
final class SettingNames {

  static final String TRANSACTIONAL_LOCK = "postgresql.transactional.lock";
  static final String BASELINE_MIGRATION_PREFIX = "baselineMigrationPrefix";
  static final String UNDO_PREFIX = "undoSqlMigrationPrefix";
  static final String LOCATIONS = "locations";
  static final String CALLBACK_LOCATIONS = "callbackLocations";

  /** Those that Flyway's own configuration takes as they are. */
  static final Set<String> PASSED_ON =
      Set.of(
          "baselineDescription",
          "baselineOnMigrate",
          "baselineVersion",
          "callbacks",
          "cleanDisabled",
          "communityDBSupportEnabled",
          "connectRetries",
          "connectRetriesInterval",
          "createSchemas",
          "defaultSchema",
          "detectEncoding",
          "encoding",
          "executeInTransaction",
          "failOnMissingLocations",
          "group",
          "ignoreMigrationPatterns",
          "initSql",
          "installedBy",
          "lockRetryCount",
          "mixed",
          "outOfOrder",
          "outputQueryResults",
          "placeholderPrefix",
          "placeholderReplacement",
          "placeholderSeparator",
          "placeholderSuffix",
          "repeatableSqlMigrationPrefix",
          "resolvers",
          "schemas",
          "scriptPlaceholderPrefix",
          "scriptPlaceholderSuffix",
          "skipDefaultCallbacks",
          "skipDefaultResolvers",
          "skipExecutingMigrations",
          "sqlMigrationPrefix",
          "sqlMigrationSeparator",
          "sqlMigrationSuffixes",
          "table",
          "tablespace",
          "target",
          "validateMigrationNaming",
          "validateOnMigrate");

  /** Those that this package obeys itself. */
  static final Set<String> OBEYED =
      Set.of(LOCATIONS, CALLBACK_LOCATIONS, BASELINE_MIGRATION_PREFIX, UNDO_PREFIX);

  /** Those without effect here, and why. */
  static final Map<String, String> WITHOUT_EFFECT =
      Map.ofEntries(
          Map.entry("batch", "a failure in a batch could not name its line"),
          Map.entry("color", "the agent words its own output"),
          Map.entry("loggers", "the agent words its own output"),
          Map.entry("outputLogsInJson", "the agent words its own output"),
          Map.entry("outputProgress", "the agent words its own output"),
          Map.entry("outputType", "the agent words its own output"),
          Map.entry("powershellExecutable", "migrations that are shell scripts are not run"),
          Map.entry("reportEnabled", "the agent writes its own report"),
          Map.entry("reportFilename", "the agent writes its own report"),
          Map.entry("stream", "the files are read once, before the server starts"),
          Map.entry(TRANSACTIONAL_LOCK, "nobody else migrates a throw-away database"));

  /** Those that say which database, which is not for a project to say. */
  static final Set<String> OF_THE_DATABASE =
      Set.of(
          "dataSource",
          "driver",
          "environment",
          "environmentProvisionMode",
          "kerberosConfigFile",
          "password",
          "provisionMode",
          "url",
          "user");

  /** Those that say where further settings or classes are. */
  static final Set<String> OF_THE_BUILD =
      Set.of("configFileEncoding", "configFiles", "configurations", "jarDirs", "workingDirectory");

  /** Those of the editions that are not open source. */
  static final Set<String> COMMERCIAL =
      Set.of(
          "cherryPick",
          "dryRunOutput",
          "email",
          "errorOverrides",
          "licenseKey",
          "offlinePermitPath",
          "token");

  private static final List<String> DATABASE_FAMILIES = List.of("environments.", "jdbcProperties.");
  private static final String PLACEHOLDERS = "placeholders.";

  private SettingNames() {}

  /**
   * Refuses the first name that cannot be obeyed.
   *
   * @throws StageFailure with {@link FailureKind#SETTING_REJECTED}
   */
  static void check(Set<String> names) {
    for (String name : new TreeSet<>(names)) {
      if (OF_THE_DATABASE.contains(name) || DATABASE_FAMILIES.stream().anyMatch(name::startsWith)) {
        throw rejected(name + " cannot be set: the agent owns the database that it migrates");
      }
      if (OF_THE_BUILD.contains(name)) {
        throw rejected(name + " cannot be set: settings and class path come from the build");
      }
      if (COMMERCIAL.contains(name)) {
        throw rejected(name + " cannot be set: it belongs to Flyway's commercial editions");
      }
      if (!isKnown(name)) {
        throw rejected("Flyway has no setting " + name + question(name));
      }
    }
  }

  /** One sentence for each setting that will have no effect. */
  static List<String> withoutEffect(Map<String, String> flyway) {
    List<String> sentences = new ArrayList<>();
    flyway.forEach(
        (name, value) -> {
          String reason = WITHOUT_EFFECT.get(name);
          boolean alreadySo = name.equals(TRANSACTIONAL_LOCK) && value.equalsIgnoreCase("false");
          if (reason != null && !alreadySo) {
            sentences.add("Flyway's setting " + name + " has no effect here: " + reason);
          }
        });
    return List.copyOf(sentences);
  }

  /** Whether Flyway's own configuration takes it. */
  static boolean isPassedOn(String name) {
    return PASSED_ON.contains(name) || isPlaceholder(name);
  }

  private static boolean isPlaceholder(String name) {
    return name.startsWith(PLACEHOLDERS) && name.length() > PLACEHOLDERS.length();
  }

  private static StageFailure rejected(String sentence) {
    return new StageFailure(FailureKind.SETTING_REJECTED, sentence);
  }

  private static boolean isKnown(String name) {
    return isPassedOn(name) || OBEYED.contains(name) || WITHOUT_EFFECT.containsKey(name);
  }

  private static String question(String name) {
    String bare = name.startsWith("flyway.") ? name.substring("flyway.".length()) : name;
    if (isKnown(bare)) {
      return "; did you mean " + bare + "?";
    }
    Set<String> placeholder = Set.of(PLACEHOLDERS + bare.substring(bare.indexOf('.') + 1));
    return NearestName.question(
        bare,
        Stream.of(PASSED_ON, OBEYED, WITHOUT_EFFECT.keySet(), placeholder)
            .flatMap(Set::stream)
            .toList());
  }
}
