// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.testing;

import dev.dbagent.AgentException;
import dev.dbagent.AgentSettings;
import dev.dbagent.DatabaseAgent;
import dev.dbagent.GoalOutcome;
import dev.dbagent.LibrarySource;
import dev.dbagent.cache.StoreLimits;
import dev.dbagent.codegen.GeneratorSettings;
import dev.dbagent.diagnosis.Diagnosis;
import dev.dbagent.diagnosis.Wording;
import dev.dbagent.engine.ArtifactSource;
import dev.dbagent.engine.postgres.PostgresSettings;
import dev.dbagent.migration.MigrationSettings;
import dev.dbagent.model.Finding;
import dev.dbagent.model.Progress;
import dev.dbagent.report.ReportSettings;
import dev.dbagent.seed.RecordSettings;
import dev.dbagent.seed.SeedSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A small project on which the whole agent can be run: migrations in {@code migration/}, seeds in
 * {@code seed/}, and settings under the names that users know.
 */
public final class SampleProject {

  private static final String FLYWAY = "flyway.";

  private final Path folder;

  /** No other project is of the same inputs, so that nothing is taken from another test. */
  private String module = "dev.dbagent.test:sample:" + UUID.randomUUID();

  private final Map<String, String> settings =
      new TreeMap<>(Map.of("cacheDirectory", OwnCache.folder().toString()));
  private ArtifactSource artifacts = RealEngine.artifacts();
  private ClassLoader classLoader = SampleProject.class.getClassLoader();
  private List<Path> classPath = List.of();
  private Progress progress = Progress.silent();

  public SampleProject(Path folder) {
    this.folder = folder;
  }

  public SampleProject file(String path, String content) {
    return file(path, content.getBytes(StandardCharsets.UTF_8));
  }

  public SampleProject file(String path, byte[] content) {
    try {
      Path file = folder.resolve(path);
      Files.createDirectories(file.getParent());
      Files.write(file, content);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Gives a setting: {@code flyway.<name>}, {@code postgresVersion}, {@code databaseName}, {@code
   * initScript}, {@code lockTimeout}, {@code statementTimeout}, {@code seedDirectory}, {@code
   * seedProfiles}, {@code failOn}, {@code cacheDirectory}, {@code outputDirectory} or {@code
   * generator} (its XML).
   */
  public SampleProject set(String name, String value) {
    settings.put(name, value);
    return this;
  }

  /** Names it, so that it can be the same as another one. */
  public SampleProject module(String coordinates) {
    module = coordinates;
    return this;
  }

  public SampleProject artifacts(ArtifactSource source) {
    artifacts = source;
    return this;
  }

  public SampleProject classPath(ClassLoader loader, Path... entries) {
    classLoader = loader;
    classPath = List.of(entries);
    return this;
  }

  public SampleProject progress(Progress listener) {
    progress = listener;
    return this;
  }

  public Path folder() {
    return folder;
  }

  /** What {@code prepare} says; empty when it hands a state on. */
  public Optional<Diagnosis> prepare() {
    return run(DatabaseAgent::prepare);
  }

  /** What {@code generate} says; empty when the code stands. */
  public Optional<Diagnosis> generate() {
    return run(DatabaseAgent::generate);
  }

  /** Runs a goal that must end well. */
  public GoalOutcome goal(Function<DatabaseAgent, GoalOutcome> goal) {
    return goal.apply(new DatabaseAgent(settings(), artifacts, LibrarySource.PRESENT, progress));
  }

  /** What {@code update-seed} tells. */
  public List<String> updateSeed(long acceptedLoss) {
    return new DatabaseAgent(settings(), artifacts, LibrarySource.PRESENT, progress)
        .updateSeed(false, acceptedLoss, null);
  }

  /** What {@code record-seed} tells. */
  public List<String> recordSeed(RecordSettings record) {
    return new DatabaseAgent(settings(), artifacts, LibrarySource.PRESENT, progress)
        .recordSeed(record);
  }

  public AgentSettings settings() {
    MigrationSettings migrations =
        new MigrationSettings(
            folder,
            flyway(),
            path("initScript"),
            seconds("lockTimeout", "10"),
            seconds("statementTimeout", "60"),
            classPath,
            classLoader);
    return new AgentSettings(
        module,
        folder.resolve(settings.getOrDefault("outputDirectory", "target/db-agent")),
        new PostgresSettings(
            settings.getOrDefault("postgresVersion", RealEngine.NEWEST),
            path("cacheDirectory"),
            settings.getOrDefault("databaseName", "app")),
        migrations,
        new SeedSettings(
            folder,
            Path.of(settings.getOrDefault("seedDirectory", "seed")),
            Stream.of(settings.getOrDefault("seedProfiles", "").split(","))
                .filter(profile -> !profile.isEmpty())
                .toList(),
            migrations.defaultSchema(),
            severity("seedDrift"),
            Boolean.parseBoolean(settings.getOrDefault("adversarialRows", "true"))),
        new GeneratorSettings(
            folder.resolve("target/generated-sources/jooq"),
            "dev.dbagent.sample",
            settings.get("generator"),
            migrations.historyTable()),
        severity("failOn"),
        new ReportSettings(
            folder.resolve("target/surefire-reports"), "", Wording.plain(), Map.of(), null),
        StoreLimits.standard());
  }

  private Optional<Diagnosis> run(Consumer<DatabaseAgent> goal) {
    try {
      goal.accept(new DatabaseAgent(settings(), artifacts, LibrarySource.PRESENT, progress));
      return Optional.empty();
    } catch (AgentException e) {
      return Optional.of(e.diagnosis());
    }
  }

  private Map<String, String> flyway() {
    Map<String, String> flyway = new TreeMap<>(Map.of("locations", "filesystem:migration"));
    settings.forEach(
        (name, value) -> {
          if (name.startsWith(FLYWAY)) {
            flyway.put(name.substring(FLYWAY.length()), value);
          }
        });
    return flyway;
  }

  private Finding.Severity severity(String name) {
    return Finding.Severity.valueOf(settings.getOrDefault(name, "error").toUpperCase(Locale.ROOT));
  }

  private @Nullable Path path(String name) {
    String value = settings.get(name);
    return value == null ? null : folder.resolve(value);
  }

  private Duration seconds(String name, String otherwise) {
    return Duration.ofSeconds(Long.parseLong(settings.getOrDefault(name, otherwise)));
  }
}
