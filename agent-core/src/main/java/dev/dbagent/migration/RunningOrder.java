// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.migration.MigrationFile.Kind;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The order in which a fresh database sees the files of a history: the init script, the versioned
 * ones from the newest baseline to the target, the repeatable ones. Callbacks have no place of
 * their own in it.
 */
final class RunningOrder {

  private static final Comparator<MigrationFile> BY_VERSION =
      Comparator.comparing(MigrationFile::comparableVersion, MigrationName::compare);

  private RunningOrder() {}

  static List<MigrationFile> of(MigrationHistory history) {
    List<MigrationFile> order = new ArrayList<>(history.initScript().stream().toList());
    List<MigrationFile> versioned =
        history.migrations().stream()
            .filter(file -> file.version() != null)
            .sorted(BY_VERSION)
            .toList();
    @Nullable List<BigInteger> start = start(history, versioned);
    @Nullable List<BigInteger> target = target(history);
    versioned.stream().filter(file -> runs(file, start, target)).forEach(order::add);
    history.migrations().stream()
        .filter(file -> file.version() == null)
        .sorted(Comparator.comparing(MigrationFile::description))
        .forEach(order::add);
    return order;
  }

  /** The newest baseline up to the target; of it and of older versions only it runs itself. */
  private static @Nullable List<BigInteger> start(
      MigrationHistory history, List<MigrationFile> versioned) {
    List<BigInteger> target = target(history);
    Stream<List<BigInteger>> baselines =
        versioned.stream()
            .filter(file -> file.kind() == Kind.BASELINE)
            .map(MigrationFile::comparableVersion)
            .filter(version -> target == null || MigrationName.compare(version, target) <= 0);
    return Stream.concat(baselines, marked(history).stream())
        .max(MigrationName::compare)
        .orElse(null);
  }

  /** Where Flyway puts a baseline of its own accord, over what the init script left. */
  private static Optional<List<BigInteger>> marked(MigrationHistory history) {
    Map<String, String> flyway = history.settings().flyway();
    boolean marks =
        history.initScript().isPresent() && Boolean.parseBoolean(flyway.get("baselineOnMigrate"));
    return marks ? version(flyway.getOrDefault("baselineVersion", "1")) : Optional.empty();
  }

  private static @Nullable List<BigInteger> target(MigrationHistory history) {
    String target = history.settings().flyway().getOrDefault("target", "latest");
    return version(target.replace("?", "")).orElse(null);
  }

  private static Optional<List<BigInteger>> version(String text) {
    return text.strip().matches("\\d+([._]\\d+)*")
        ? Optional.of(MigrationName.comparable(text.strip()))
        : Optional.empty();
  }

  private static boolean runs(
      MigrationFile file, @Nullable List<BigInteger> start, @Nullable List<BigInteger> target) {
    List<BigInteger> version = file.comparableVersion();
    int toStart = start == null ? 1 : MigrationName.compare(version, start);
    boolean started = file.kind() == Kind.BASELINE ? start != null && toStart == 0 : toStart > 0;
    return started && (target == null || MigrationName.compare(version, target) <= 0);
  }
}
