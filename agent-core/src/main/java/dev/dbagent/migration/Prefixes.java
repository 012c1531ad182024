// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.migration.MigrationFile.Kind;
import dev.dbagent.model.Fingerprint;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The states that a replay of a history comes through: after the init script and the first one,
 * two, three ... versioned migrations, before any repeatable one. Each has a name over all that
 * makes it, so that a history with the same beginning comes through a state of the same name.
 */
public final class Prefixes {

  private static final String TARGET = "target";
  private static final int FEW = 20;
  private static final Pattern CHANGE =
      Pattern.compile("\\b(create|alter|drop)\\b", Pattern.CASE_INSENSITIVE);
  private static final Pattern VERSION = Pattern.compile("\\d+([._]\\d+)*");

  private final Optional<String> obstacle;
  private final Optional<String> obstacleOfSteps;
  private final List<MigrationFile> order;
  private final int versioned;
  private final List<Fingerprint> keys;
  private final int firstJava;
  private final int lastJava;

  private Prefixes(
      Optional<String> obstacle,
      Optional<String> obstacleOfSteps,
      List<MigrationFile> order,
      int versioned,
      List<Fingerprint> keys) {
    this.obstacle = obstacle;
    this.obstacleOfSteps = obstacleOfSteps;
    this.order = List.copyOf(order);
    this.versioned = versioned;
    this.keys = List.copyOf(keys);
    List<Boolean> java = order.stream().map(Prefixes::isJava).toList();
    this.firstJava = java.indexOf(true);
    this.lastJava = java.lastIndexOf(true);
  }

  /**
   * The prefixes of a history.
   *
   * @param base over the engine and the agent
   */
  public static Prefixes of(MigrationHistory history, Fingerprint base) {
    List<MigrationFile> order =
        RunningOrder.of(history).stream().filter(file -> file.kind() != Kind.INIT_SCRIPT).toList();
    PrefixObstacles obstacles = new PrefixObstacles(history, order);
    int versioned = (int) order.stream().filter(file -> file.version() != null).count();
    Optional<String> obstacle = obstacles.first();
    List<Fingerprint> keys =
        obstacle.isPresent() ? List.of() : keys(history, order, versioned, base);
    return new Prefixes(obstacle, obstacles.ofSteps(), order, versioned, keys);
  }

  /** Why this history has none that can be kept, in one sentence. */
  public Optional<String> obstacle() {
    return obstacle;
  }

  /** How many there are to be kept: as many as versioned migrations run, or none. */
  public int size() {
    return keys.size();
  }

  /** Why the versions cannot be run one after the other, in one sentence. */
  public Optional<String> obstacleOfSteps() {
    return obstacleOfSteps;
  }

  /** After how many migrations a replay in steps can stop at most: all versioned ones, or none. */
  public int versions() {
    return obstacleOfSteps.isPresent() ? 0 : versioned;
  }

  /** Whether migrations follow the last versioned one. */
  public boolean areFollowed() {
    return order.size() > size();
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
    return count > 0 && (count <= firstJava || count > lastJava);
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

  /**
   * How many migrations run up to and including a version, however it is spelt; nothing when none
   * has it.
   */
  public OptionalInt count(String version) {
    if (!VERSION.matcher(version).matches()) {
      return OptionalInt.empty();
    }
    List<BigInteger> wanted = MigrationName.comparable(version);
    for (int i = 0; i < versions(); i++) {
      if (order.get(i).comparableVersion().equals(wanted)) {
        return OptionalInt.of(i + 1);
      }
    }
    return OptionalInt.empty();
  }

  /** The last of so many versioned migrations. */
  public MigrationFile last(int count) {
    return order.get(count - 1);
  }

  /**
   * The names in the scripts that run after so many versioned migrations, in code that they hold as
   * text, too; keywords are among them, and names that a script puts together are not.
   */
  public Set<String> namesAfter(int count) {
    Set<String> names = new HashSet<>();
    for (MigrationFile file : order.subList(count, order.size())) {
      if (!isJava(file)) {
        SqlText text = new SqlText(file.text());
        text.names().forEach(name -> names.add(name.name()));
        text.literals().stream()
            .flatMap(code -> new SqlText(code.text()).names().stream())
            .forEach(name -> names.add(name.name()));
      }
    }
    return names;
  }

  /**
   * Whether the versioned migrations after so many are likely to change the catalogue: of a few by
   * the words in them, of many, and from the beginning, without a look.
   */
  public boolean areLikelyToChangeCatalogue(int count) {
    List<MigrationFile> open = order.subList(count, versioned);
    return count == 0
        || open.size() > FEW
        || open.stream().anyMatch(Prefixes::isLikelyToChangeCatalogue);
  }

  private static boolean isLikelyToChangeCatalogue(MigrationFile file) {
    return isJava(file) || CHANGE.matcher(file.text()).find();
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
              if (!name.equals(TARGET) && !HistoryFingerprint.PLACES.contains(name)) {
                print.add("setting " + name, value);
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
