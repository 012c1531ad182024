// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import java.io.IOException;
import java.io.StringReader;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * How a project's scripts write placeholders, and what those stand for: Flyway's settings for it,
 * and the values that Flyway itself provides. Letter case does not matter in names.
 */
final class Placeholders {

  private static final String VALUE = "placeholders.";
  private static final String REPLACEMENT = "placeholderReplacement";
  private static final String TIMESTAMP_FORMAT = "yyyy-MM-dd HH:mm:ss";

  private final MigrationHistory history;
  private final Map<String, String> flyway;
  private final Map<String, String> values = new TreeMap<>();

  /**
   * The placeholders of a history.
   *
   * @param session what only the server knows, by the part of the name after {@code flyway:}:
   *     {@code defaultSchema}, {@code user}, {@code database}; what is missing is unknown
   */
  Placeholders(MigrationHistory history, Map<String, String> session) {
    this.history = history;
    this.flyway = history.settings().flyway();
    flyway.forEach(
        (name, value) -> {
          if (name.startsWith(VALUE)) {
            values.put(lower(name.substring(VALUE.length())), value);
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

  private Optional<String> value(String name, MigrationFile file) {
    return lower(name).equals(provided("filename"))
        ? Optional.of(file.fileName())
        : Optional.ofNullable(values.get(lower(name)));
  }

  private boolean areReplacedIn(MigrationFile file) {
    if (file.kind() == MigrationFile.Kind.JAVA || file.kind() == MigrationFile.Kind.INIT_SCRIPT) {
      return false;
    }
    return ofScript(file)
        .or(() -> Optional.ofNullable(flyway.get(REPLACEMENT)))
        .map(Boolean::parseBoolean)
        .orElse(true);
  }

  private Optional<String> ofScript(MigrationFile file) {
    return history.files().stream()
        .filter(other -> other.script().equals(file.script() + ".conf"))
        .findFirst()
        .map(conf -> read(conf).getProperty(REPLACEMENT));
  }

  private static Properties read(MigrationFile conf) {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(conf.text()));
    } catch (IOException | IllegalArgumentException e) {
      // Flyway will say what is wrong with it.
      return new Properties();
    }
    return properties;
  }

  private void provide(String name, String value) {
    values.put(provided(name), value);
  }

  private String provided(String name) {
    return lower("flyway" + flyway.getOrDefault("placeholderSeparator", ":") + name);
  }

  private String prefix() {
    return flyway.getOrDefault("placeholderPrefix", "${");
  }

  private String suffix() {
    return flyway.getOrDefault("placeholderSuffix", "}");
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
