// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How a project's scripts write placeholders, and what those stand for: Flyway's settings for it,
 * and the values that Flyway itself provides. Letter case does not matter in names.
 */
final class Placeholders {

  private static final String VALUE = "placeholders.";
  private static final String TIMESTAMP_FORMAT = "yyyy-MM-dd HH:mm:ss";

  private final Map<String, String> flyway;
  private final Map<String, MigrationFile> scriptSettings = new HashMap<>();
  private final List<String> names = new ArrayList<>();
  private final Map<String, String> values = new TreeMap<>();

  /**
   * The placeholders of a history.
   *
   * @param session what only the server knows, by the part of the name after {@code flyway:}:
   *     {@code defaultSchema}, {@code user}, {@code database}; what is missing is unknown
   */
  Placeholders(MigrationHistory history, Map<String, String> session) {
    this.flyway = history.settings().flyway();
    history.files().stream()
        .filter(file -> file.kind() == MigrationFile.Kind.SCRIPT_SETTINGS)
        .forEach(conf -> scriptSettings.put(conf.script(), conf));
    flyway.forEach(
        (name, value) -> {
          if (name.startsWith(VALUE)) {
            put(name.substring(VALUE.length()), value);
          }
        });
    String unknown = String.valueOf(PlaceholderText.UNKNOWN);
    provide("defaultSchema", session.getOrDefault("defaultSchema", unknown));
    provide("user", session.getOrDefault("user", unknown));
    provide("database", session.getOrDefault("database", unknown));
    provide("timestamp", unknown.repeat(TIMESTAMP_FORMAT.length()));
    provide("workingDirectory", System.getProperty("user.dir"));
    provide("table", history.settings().historyTable());
    provide("environment", "default");
    names.add(provided("filename"));
  }

  /** A script of the history with its placeholders and, as far as there are any, their values. */
  PlaceholderText in(MigrationFile file) {
    String text = file.text();
    if (!areReplacedIn(file)) {
      return PlaceholderText.plain(text);
    }
    return PlaceholderText.of(text, prefix(), suffix(), name -> value(name, file));
  }

  /** As it is written in a script, for example <code>${name}</code>. */
  String written(String name) {
    return prefix() + name + suffix();
  }

  /** The names that have a value, Flyway's own among them. */
  List<String> names() {
    return List.copyOf(names);
  }

  /** Whether a name is one of those that Flyway gives values to. */
  boolean isFlyways(String name) {
    return lower(name).startsWith(lower(provided("")));
  }

  private Optional<String> value(String name, MigrationFile file) {
    return lower(name).equals(lower(provided("filename")))
        ? Optional.of(file.fileName())
        : Optional.ofNullable(values.get(lower(name)));
  }

  private boolean areReplacedIn(MigrationFile file) {
    boolean isFlyways =
        switch (file.kind()) {
          case JAVA, INIT_SCRIPT, SEED_SCRIPT -> false;
          default -> true;
        };
    if (!isFlyways || prefix().isEmpty() || suffix().isEmpty()) {
      return false;
    }
    return ofScript(file)
        .or(() -> Optional.ofNullable(flyway.get(ScriptSettings.PLACEHOLDER_REPLACEMENT)))
        .map(Boolean::parseBoolean)
        .orElse(true);
  }

  private Optional<String> ofScript(MigrationFile file) {
    return Optional.ofNullable(scriptSettings.get(file.script() + ScriptSettings.SUFFIX))
        .map(conf -> new ScriptSettings(conf.path(), conf.text()))
        .flatMap(conf -> conf.get(ScriptSettings.PLACEHOLDER_REPLACEMENT))
        .map(String::strip);
  }

  private void put(String name, String value) {
    names.add(name);
    values.put(lower(name), value);
  }

  private void provide(String name, String value) {
    put(provided(name), value);
  }

  private String provided(String name) {
    return "flyway" + flyway.getOrDefault("placeholderSeparator", ":") + name;
  }

  private String prefix() {
    return flyway.getOrDefault("placeholderPrefix", "${");
  }

  /** What ends a placeholder. */
  String suffix() {
    return flyway.getOrDefault("placeholderSuffix", "}");
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
