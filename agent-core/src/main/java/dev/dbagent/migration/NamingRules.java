// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.migration.MigrationFile.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.flywaydb.core.api.callback.Event;
import org.jspecify.annotations.Nullable;

/** Flyway's rules for the names of files, with the prefixes and suffixes that a project set. */
final class NamingRules {

  private static final Pattern VERSION = Pattern.compile("\\d+(?:[._]\\d+)*");
  private static final Pattern JAVA_CLASS = Pattern.compile("(?:V(\\d+(?:_\\d+)*)|R)__(\\w+)");
  private static final String TEXT = ".txt";
  private static final List<String> SHELLS = List.of(".sh", ".bash", ".bat", ".cmd", ".ps1", ".py");

  /** A class of its own, because where nothing has changed there are rules, but no Flyway. */
  private static final class Events {
    static final Set<String> NAMES =
        Arrays.stream(Event.values()).map(Event::getId).collect(Collectors.toSet());
  }

  private final String separator;
  private final List<String> suffixes;
  private final List<Prefix> prefixes;

  private record Prefix(String text, @Nullable Kind kind) {}

  NamingRules(Map<String, String> flyway) {
    separator = flyway.getOrDefault("sqlMigrationSeparator", "__");
    suffixes = List.of(flyway.getOrDefault("sqlMigrationSuffixes", ".sql").split("\\s*,\\s*"));
    List<Prefix> all = new ArrayList<>();
    all.add(new Prefix(flyway.getOrDefault("sqlMigrationPrefix", "V"), Kind.VERSIONED));
    all.add(new Prefix(flyway.getOrDefault("repeatableSqlMigrationPrefix", "R"), Kind.REPEATABLE));
    all.add(
        new Prefix(
            flyway.getOrDefault(SettingNames.BASELINE_MIGRATION_PREFIX, "B"), Kind.BASELINE));
    all.add(new Prefix(flyway.getOrDefault(SettingNames.UNDO_PREFIX, "U"), null));
    all.sort(Comparator.comparingInt((Prefix p) -> p.text().length()).reversed());
    prefixes = List.copyOf(all);
  }

  /** What a file of SQL is; empty when Flyway would not run it. */
  Optional<MigrationName> parse(String fileName) {
    Optional<String> stem = stem(fileName, suffixes);
    return stem.isEmpty() ? Optional.empty() : parseStem(stem.get());
  }

  /** What a class file is; empty when its name follows no rule. */
  Optional<MigrationName> parseClass(String simpleName) {
    Matcher m = JAVA_CLASS.matcher(simpleName);
    return m.matches()
        ? Optional.of(
            new MigrationName(
                Kind.JAVA,
                m.group(1) == null ? null : m.group(1).replace('_', '.'),
                spaced(m.group(2))))
        : Optional.empty();
  }

  static boolean isVersion(String text) {
    return VERSION.matcher(text).matches();
  }

  boolean isSql(String fileName) {
    return stem(fileName, suffixes).isPresent();
  }

  /** Whether a file would be a migration that a shell runs. */
  boolean isShellMigration(String fileName) {
    return stem(fileName, SHELLS)
        .flatMap(this::parseStem)
        .filter(name -> name.kind().isMigration())
        .isPresent();
  }

  /** Whether a file would take a migration back, which no replay ever does. */
  boolean isUndo(String fileName) {
    return stem(fileName, suffixes)
        .flatMap(this::prefixOf)
        .filter(prefix -> prefix.kind() == null)
        .filter(prefix -> versionIn(fileName, prefix).lookingAt())
        .isPresent();
  }

  /** The name that the author of a misspelt one probably meant. */
  Optional<String> meant(String fileName) {
    Optional<String> stem = stem(fileName, suffixes);
    if (stem.isEmpty()) {
      return meantSuffix(fileName);
    }
    if (parseStem(stem.get()).isPresent()) {
      return Optional.empty();
    }
    String suffix = fileName.substring(stem.get().length());
    return meantCallback(stem.get())
        .or(() -> meantMigration(stem.get()))
        .map(meant -> meant + suffix)
        .filter(meant -> parse(meant).isPresent() && !meant.equals(fileName));
  }

  /** The name that a versioned migration would have with another version; empty for others. */
  Optional<String> withVersion(String fileName, String version) {
    Optional<Prefix> prefix =
        stem(fileName, suffixes)
            .flatMap(this::prefixOf)
            .filter(found -> found.kind() == Kind.VERSIONED);
    return prefix
        .map(found -> versionIn(fileName, found))
        .filter(Matcher::lookingAt)
        .map(m -> fileName.substring(0, m.start()) + version + fileName.substring(m.end()));
  }

  /** The event at which a callback script runs; only for names of callbacks. */
  String event(String fileName) {
    return split(stem(fileName, suffixes).orElse(fileName))[0];
  }

  private Optional<MigrationName> parseStem(String stem) {
    String[] parts = split(stem);
    if (Events.NAMES.contains(parts[0])) {
      return Optional.of(new MigrationName(Kind.CALLBACK, null, spaced(parts[1])));
    }
    return prefixOf(stem)
        .flatMap(prefix -> parse(prefix, split(stem.substring(prefix.text().length()))));
  }

  private static Matcher versionIn(String fileName, Prefix prefix) {
    return VERSION.matcher(fileName).region(prefix.text().length(), fileName.length());
  }

  private Optional<Prefix> prefixOf(String stem) {
    for (Prefix prefix : prefixes) {
      if (stem.startsWith(prefix.text())) {
        return Optional.of(prefix);
      }
    }
    return Optional.empty();
  }

  private static Optional<MigrationName> parse(Prefix prefix, String[] parts) {
    Kind kind = prefix.kind();
    if (kind == null) {
      return Optional.empty();
    }
    if (kind == Kind.REPEATABLE) {
      return parts[0].isEmpty()
          ? Optional.of(new MigrationName(kind, null, spaced(parts[1])))
          : Optional.empty();
    }
    return VERSION.matcher(parts[0]).matches()
        ? Optional.of(new MigrationName(kind, parts[0].replace('_', '.'), spaced(parts[1])))
        : Optional.empty();
  }

  private Optional<String> meantCallback(String stem) {
    return Arrays.stream(Event.values())
        .map(Event::getId)
        .filter(id -> stem.toLowerCase(Locale.ROOT).matches(id.toLowerCase(Locale.ROOT) + "(_.*)?"))
        .map(id -> id + rejoined(stem.substring(id.length())))
        .findFirst();
  }

  private Optional<String> meantMigration(String stem) {
    for (Prefix prefix : prefixes) {
      String version = prefix.kind() == Kind.REPEATABLE ? "()(?=_)" : "[ _-]?(\\d+(?:[._]\\d+)*)";
      Matcher m =
          Pattern.compile("(?i)" + Pattern.quote(prefix.text()) + version + "(.*)").matcher(stem);
      if (m.matches()) {
        return Optional.of(prefix.text() + m.group(1) + rejoined(m.group(2)));
      }
    }
    return Optional.empty();
  }

  /** Only the suffix is wrong: it is missing, misspelt, or an editor added another. */
  private Optional<String> meantSuffix(String fileName) {
    int dot = fileName.lastIndexOf('.');
    String stem = dot < 0 ? fileName : fileName.substring(0, dot);
    String suffix = dot < 0 ? "" : fileName.substring(dot).toLowerCase(Locale.ROOT);
    if (suffix.equals(TEXT) && isSql(stem)) {
      return parse(stem).map(name -> stem);
    }
    return suffixes.stream()
        .filter(sql -> suffix.isEmpty() || isSlip(suffix, sql))
        .map(sql -> stem + sql)
        .filter(meant -> parse(meant).isPresent())
        .findFirst();
  }

  /** A letter is missing, or one too many, or some are in the wrong order. */
  private static boolean isSlip(String written, String meant) {
    return lacksOne(written, meant)
        || lacksOne(meant, written)
        || sorted(written).equals(sorted(meant));
  }

  private static boolean lacksOne(String shorter, String longer) {
    return IntStream.range(0, longer.length())
        .anyMatch(i -> new StringBuilder(longer).deleteCharAt(i).toString().equals(shorter));
  }

  private static List<Integer> sorted(String text) {
    return text.chars().sorted().boxed().toList();
  }

  private String rejoined(String rest) {
    String description = rest.replaceFirst("^[ _.-]+", "");
    return description.isEmpty() ? "" : separator + description;
  }

  private String[] split(String name) {
    int at = name.indexOf(separator);
    return at < 0
        ? new String[] {name, ""}
        : new String[] {name.substring(0, at), name.substring(at + separator.length())};
  }

  private static Optional<String> stem(String fileName, List<String> suffixes) {
    String upper = fileName.toUpperCase(Locale.ROOT);
    for (String suffix : suffixes) {
      if (upper.endsWith(suffix.toUpperCase(Locale.ROOT))) {
        return Optional.of(fileName.substring(0, fileName.length() - suffix.length()));
      }
    }
    return Optional.empty();
  }

  private static String spaced(String text) {
    return text.replace('_', ' ');
  }
}
