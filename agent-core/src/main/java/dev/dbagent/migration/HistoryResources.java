// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;

/** Gives Flyway the files of a history, and nothing else: what was read is what runs. */
final class HistoryResources implements ResourceProvider {

  private final Map<String, LoadableResource> resources = new LinkedHashMap<>();

  private @Nullable MigrationFile lastRead;

  HistoryResources(MigrationHistory history) {
    this(history, file -> true);
  }

  private HistoryResources(MigrationHistory history, Predicate<MigrationFile> seen) {
    for (MigrationFile file : history.files()) {
      if (file.kind() != MigrationFile.Kind.JAVA && seen.test(file)) {
        resources.put(file.script(), new HistoryResource(file, read -> lastRead = read));
      }
    }
  }

  /**
   * Of a run after which more is to come: of the migrations these only, and no callback of its end.
   */
  static HistoryResources ofStep(
      MigrationHistory history, Collection<MigrationFile> migrations, Set<String> endings) {
    NamingRules rules = new NamingRules(history.settings().flyway());
    Set<MigrationFile> seen = new HashSet<>(migrations);
    return new HistoryResources(
        history,
        file ->
            file.kind() == MigrationFile.Kind.CALLBACK
                ? !endings.contains(rules.event(file.fileName()))
                : !file.kind().isMigration() || seen.contains(file));
  }

  /** Of a run on a state that holds some of the migrations: without these. */
  static HistoryResources without(MigrationHistory history, Collection<MigrationFile> migrations) {
    Set<MigrationFile> hidden = new HashSet<>(migrations);
    return new HistoryResources(history, file -> !hidden.contains(file));
  }

  /** The file that Flyway read last; nothing before the first. */
  Optional<MigrationFile> lastRead() {
    return Optional.ofNullable(lastRead);
  }

  @Override
  public @Nullable LoadableResource getResource(String name) {
    return resources.get(name);
  }

  @Override
  public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
    return resources.values().stream()
        .filter(resource -> matches(resource.getFilename(), prefix, suffixes))
        .toList();
  }

  private static boolean matches(String name, String prefix, String[] suffixes) {
    String upper = name.toUpperCase(Locale.ROOT);
    return name.startsWith(prefix)
        && List.of(suffixes).stream().anyMatch(s -> upper.endsWith(s.toUpperCase(Locale.ROOT)));
  }
}
