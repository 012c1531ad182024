// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import dev.dbagent.codegen.JooqVersion;
import dev.dbagent.engine.postgres.CacheDirectory;
import dev.dbagent.engine.postgres.DriverVersion;
import dev.dbagent.engine.postgres.PostgresSettings;
import dev.dbagent.migration.FlywayVersion;
import dev.dbagent.migration.MigrationSettings;
import dev.dbagent.migration.MigrationSources;
import dev.dbagent.model.StageFailure;
import dev.dbagent.provenance.Ingredients;
import dev.dbagent.provenance.SourceFiles;
import dev.dbagent.seed.SeedSet;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Tells what a goal works with, before it is known whether that works. */
final class Recipe {

  private final AgentSettings settings;
  private final MigrationSources migrations;

  private Recipe(AgentSettings settings) {
    this.settings = settings;
    this.migrations = new MigrationSources(settings.migrations());
  }

  static Ingredients of(AgentSettings settings) {
    Recipe recipe = new Recipe(settings);
    return new Ingredients(
        recipe.versions(), recipe.shownSettings(), recipe.environment(), recipe.files());
  }

  private Map<String, String> versions() {
    return Map.of(
        "db-agent", AgentVersion.current(),
        "engine", product(settings.engine()),
        "Flyway", FlywayVersion.onClassPath(),
        "jOOQ", JooqVersion.onClassPath(),
        "driver", DriverVersion.onClassPath());
  }

  private static String product(PostgresSettings engine) {
    try {
      return engine.product();
    } catch (StageFailure e) {
      // Whoever starts the engine tells of it.
      return engine.version();
    }
  }

  /** Under the names that users know; paths as somebody who works in the project writes them. */
  private Map<String, String> shownSettings() {
    MigrationSettings migration = settings.migrations();
    Map<String, String> shown = new TreeMap<>();
    migrations.flyway().forEach((name, value) -> shown.put("flyway." + name, value));
    shown.put("postgresVersion", settings.engine().version());
    shown.put("databaseName", settings.engine().databaseName());
    shown.put("lockTimeout", Long.toString(migration.lockTimeout().toSeconds()));
    shown.put("statementTimeout", Long.toString(migration.statementTimeout().toSeconds()));
    shown.put("seedDirectory", migration.shown(seedDirectory()));
    shown.put("seedDrift", settings.seeds().drift().name().toLowerCase(Locale.ROOT));
    shown.put("adversarialRows", Boolean.toString(settings.seeds().triesAdversarialRows()));
    List<String> profiles = settings.seeds().profiles();
    if (!profiles.isEmpty()) {
      shown.put("seedProfiles", String.join(",", profiles));
    }
    shown.put("failOn", settings.failOn().name().toLowerCase(Locale.ROOT));
    Path initScript = migration.initScript();
    if (initScript != null) {
      shown.put("initScript", migration.shown(initScript));
    }
    String generator = settings.generator().generatorXml();
    if (generator != null) {
      shown.put("generator", generator);
    }
    return shown;
  }

  private Path seedDirectory() {
    return settings.migrations().projectDirectory().resolve(settings.seeds().seedDirectory());
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new TreeMap<>(settings.reports().environment());
    environment.put("operating system", property("os.name") + " " + property("os.version"));
    environment.put("processor", property("os.arch"));
    environment.put("Java", property("java.version") + " (" + property("java.vendor") + ")");
    environment.put("user", property("user.name"));
    environment.put("locale", Locale.getDefault().toLanguageTag());
    environment.put("time zone", ZoneId.systemDefault().getId());
    environment.put("encoding", Charset.defaultCharset().name());
    environment.put("cache folder", cacheFolder());
    return environment;
  }

  private String cacheFolder() {
    try {
      return CacheDirectory.of(settings.engine().cacheDirectory()).root().toString();
    } catch (StageFailure e) {
      // Whoever uses the cache tells of it.
      return "unusable";
    }
  }

  private static String property(String name) {
    return System.getProperty(name, "unknown");
  }

  private SourceFiles files() {
    SourceFiles files = new SourceFiles();
    migrations.read(files::take);
    SeedSet.sources(settings.seeds(), files::take);
    return files;
  }
}
