// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.migration.MigrationFile.Kind;
import dev.dbagent.model.Fingerprint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The states that a replay of a history comes through: after the init script and the first one,
 * two, three ... versioned migrations, before any repeatable one. Each has a name over all that
 * makes it, so that a history with the same beginning comes through a state of the same name.
 */
public final class Prefixes {

  private static final String TARGET = "target";

  private final Optional<String> obstacle;
  private final List<MigrationFile> order;
  private final int versioned;
  private final List<Fingerprint> keys;

  private Prefixes(
      Optional<String> obstacle, List<MigrationFile> order, int versioned, List<Fingerprint> keys) {
    this.obstacle = obstacle;
    this.order = List.copyOf(order);
    this.versioned = versioned;
    this.keys = List.copyOf(keys);
  }

  /**
   * The prefixes of a history.
   *
   * @param base over the engine and the agent
   */
  public static Prefixes of(MigrationHistory history, Fingerprint base) {
    List<MigrationFile> order =
        RunningOrder.of(history).stream().filter(file -> file.kind() != Kind.INIT_SCRIPT).toList();
    Optional<String> obstacle = new PrefixObstacles(history, order).first();
    if (obstacle.isPresent()) {
      return new Prefixes(obstacle, order, 0, List.of());
    }
    int versioned = (int) order.stream().filter(file -> file.version() != null).count();
    return new Prefixes(obstacle, order, versioned, keys(history, order, versioned, base));
  }

  /** Why this history has none, in one sentence. */
  public Optional<String> obstacle() {
    return obstacle;
  }

  /** How many there are: as many as versioned migrations run, or none. */
  public int size() {
    return versioned;
  }

  /** Whether migrations follow the last versioned one. */
  public boolean areFollowed() {
    return order.size() > versioned;
  }

  /** The name of the state after so many versioned migrations. */
  public Fingerprint key(int count) {
    return keys.get(count - 1);
  }

  /**
   * Whether a replay may begin with the state after so many versioned migrations. Not between two
   * migrations in Java: what the first left in this JVM the second would miss.
   */
  public boolean allow(int count) {
    return count > 0
        && (order.stream().limit(count).noneMatch(Prefixes::isJava)
            || order.stream().skip(count).noneMatch(Prefixes::isJava));
  }

  private static boolean isJava(MigrationFile file) {
    return file.kind() == Kind.JAVA;
  }

  /** What runs, in its order. */
  List<MigrationFile> order() {
    return order;
  }

  /** The scripts that the history table holds after so many migrations, in order. */
  List<String> scripts(int count) {
    return order.stream().limit(count).map(MigrationFile::script).toList();
  }

  /** All that run, the repeatable ones among them. */
  List<String> scripts() {
    return scripts(order.size());
  }

  /**
   * Over the versions and the content of so many versioned migrations and nothing else: no setting,
   * no version of a library. Line ends do not count.
   */
  public Fingerprint content(int count) {
    Fingerprint.Builder print = Fingerprint.of("migrations");
    for (MigrationFile file : order.subList(0, count)) {
      print.add(String.valueOf(file.version()), file.unifiedContent());
    }
    return print.build();
  }

  /** How many migrations run up to and including a version; nothing when none has it. */
  public OptionalInt count(String version) {
    for (int i = 0; i < versioned; i++) {
      if (version.equals(order.get(i).version())) {
        return OptionalInt.of(i + 1);
      }
    }
    return OptionalInt.empty();
  }

  /** The last of so many versioned migrations. */
  public MigrationFile last(int count) {
    return order.get(count - 1);
  }

  private static List<Fingerprint> keys(
      MigrationHistory history, List<MigrationFile> order, int versioned, Fingerprint base) {
    Map<String, MigrationFile> settings = new HashMap<>();
    history.files().stream()
        .filter(file -> file.kind() == Kind.SCRIPT_SETTINGS)
        .forEach(conf -> settings.put(conf.script(), conf));
    List<Fingerprint> keys = new ArrayList<>();
    Fingerprint before = beginning(history, order, base, settings);
    for (MigrationFile file : order.subList(0, versioned)) {
      Fingerprint.Builder print = Fingerprint.of("prefix").add("before", before);
      add(print, file, settings);
      before = print.build();
      keys.add(before);
    }
    return keys;
  }

  private static Fingerprint beginning(
      MigrationHistory history,
      List<MigrationFile> order,
      Fingerprint base,
      Map<String, MigrationFile> settings) {
    MigrationSettings given = history.settings();
    Fingerprint.Builder print =
        Fingerprint.of("prefixes")
            .add("base", base)
            .add("flyway", FlywayVersion.onClassPath())
            .add("lock timeout", given.lockTimeout().toString())
            .add("statement timeout", given.statementTimeout().toString());
    given
        .flyway()
        .forEach(
            (name, value) -> {
              if (!name.equals(TARGET)) {
                String counted = HistoryFingerprint.PLACES.contains(name) ? "" : value;
                print.add("setting " + name, counted);
              }
            });
    history.initScript().ifPresent(script -> print.add("init script", script.unifiedContent()));
    history.files().stream()
        .filter(file -> file.kind() == Kind.CALLBACK)
        .forEach(callback -> add(print, callback, settings));
    if (order.stream().anyMatch(Prefixes::isJava)) {
      HistoryFingerprint.addClassPath(print, given);
    }
    return print.build();
  }

  private static void add(
      Fingerprint.Builder print, MigrationFile file, Map<String, MigrationFile> settings) {
    print.add(file.kind() + " " + file.script(), file.unifiedContent());
    MigrationFile conf = settings.get(file.script() + ScriptSettings.SUFFIX);
    if (conf != null) {
      print.add(conf.kind() + " " + conf.script(), conf.unifiedContent());
    }
  }
}
