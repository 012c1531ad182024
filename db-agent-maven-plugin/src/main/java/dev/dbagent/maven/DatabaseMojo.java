// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.maven;

import dev.dbagent.AgentException;
import dev.dbagent.AgentSettings;
import dev.dbagent.DatabaseAgent;
import dev.dbagent.codegen.GeneratorSettings;
import dev.dbagent.engine.postgres.PostgresSettings;
import dev.dbagent.migration.MigrationSettings;
import dev.dbagent.model.Finding;
import dev.dbagent.report.ReportSettings;
import dev.dbagent.seed.SeedSettings;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.codehaus.plexus.configuration.PlexusConfiguration;
import org.jspecify.annotations.Nullable;

/** What the goals that own a module's database have in common: their parameters. */
@SuppressWarnings("NullAway.Init") // Maven injects every field before execute()
abstract class DatabaseMojo extends AgentMojo {

  /**
   * Does nothing but what later phases need: the generated sources of an earlier build stay a
   * source root, and its handoff stays attached.
   *
   * @since 0.1.0
   */
  @Parameter(property = "dbAgent.skip", defaultValue = "false")
  boolean skip;

  /**
   * The PostgreSQL to build on: a major version (14 to 18) or an exact one (18.6.0).
   *
   * @since 0.1.0
   */
  @Parameter(property = "dbAgent.postgresVersion", defaultValue = "18")
  String postgresVersion;

  /**
   * The name of the database that the migrations see in <code>current_database()</code>.
   *
   * @since 0.1.0
   */
  @Parameter(property = "dbAgent.databaseName", defaultValue = "app")
  String databaseName;

  /**
   * Flyway's own settings, each an element under its own name: <code>locations</code>, <code>
   * placeholders</code>, <code>outOfOrder</code>, <code>schemas</code> and so on. A list is a
   * comma-separated text or one child element for each item. On the command line: <code>
   * -DdbAgent.flyway.outOfOrder=true</code>. Without <code>locations</code>, migrations are taken
   * from <code>src/main/resources/db/migration</code>.
   *
   * @since 0.1.0
   */
  @Parameter @Nullable PlexusConfiguration flyway;

  /**
   * A SQL script that runs once on the fresh database, before the first migration: for roles and
   * extensions that production has from elsewhere.
   *
   * @since 0.1.0
   */
  @Parameter(property = "dbAgent.initScript")
  @Nullable File initScript;

  /**
   * How many seconds a statement of a migration may wait for one lock; 0 for no limit. Nobody else
   * uses the database, so a wait is a deadlock of the migration with itself.
   *
   * @since 0.1.0
   */
  @Parameter(property = "dbAgent.lockTimeout", defaultValue = "10")
  int lockTimeout;

  /**
   * How many seconds a statement of a migration may run; 0 for no limit.
   *
   * @since 0.1.0
   */
  @Parameter(property = "dbAgent.statementTimeout", defaultValue = "600")
  int statementTimeout;

  /**
   * The folder of the seed files, <code>[schema.]table.csv</code> or <code>[schema.]table.yml
   * </code>, and of the profiles' folders. A folder that does not exist means no seeds.
   *
   * @since 0.1.0
   */
  @Parameter(
      property = "dbAgent.seedDirectory",
      defaultValue = "${project.basedir}/src/main/db/seed")
  File seedDirectory;

  /**
   * The profiles to load, separated by commas: folders within the seed folder, whose files are
   * loaded after those of the seed folder itself.
   *
   * @since 0.1.0
   */
  @Parameter(property = "dbAgent.seedProfiles")
  @Nullable String seedProfiles;

  /**
   * What happens when migrations would change seed files that are written for an older version:
   * <code>fail</code>, or <code>warn</code> and go on.
   *
   * @since 0.1.0
   */
  @Parameter(property = "dbAgent.seedDrift", defaultValue = "fail")
  String seedDrift;

  /**
   * Whether migrations that the seed files are not written for yet are tried over made-up rows,
   * too: rows that the older version allows and that are hard on them. Where they fail is a
   * warning.
   *
   * @since 0.1.0
   */
  @Parameter(property = "dbAgent.adversarialRows", defaultValue = "true")
  boolean adversarialRows;

  /**
   * From which severity on a finding fails the build: <code>error</code> or <code>warning</code>.
   *
   * @since 0.1.0
   */
  @Parameter(property = "dbAgent.failOn", defaultValue = "error")
  String failOn;

  /**
   * jOOQ's own <code>generator</code> element, unchanged. Without it: jOOQ's defaults, all schemas,
   * package <code>groupId.jooq</code>.
   *
   * @since 0.1.0
   */
  @Parameter @Nullable PlexusConfiguration generator;

  /**
   * Where the generated sources go; the folder belongs to the agent and is a source root of the
   * module.
   *
   * @since 0.1.0
   */
  @Parameter(
      property = "dbAgent.generatedSources",
      defaultValue = "${project.build.directory}/generated-sources/jooq")
  File generatedSources;

  /**
   * Where the handoff goes.
   *
   * @since 0.1.0
   */
  @Parameter(
      property = "dbAgent.outputDirectory",
      defaultValue = "${project.build.directory}/db-agent")
  File outputDirectory;

  /**
   * The folder for engine binaries and sealed states, shared by all builds of this user. Default:
   * the user's cache folder (<code>~/.cache/db-agent</code>; as root <code>/var/cache/db-agent
   * </code>).
   *
   * @since 0.1.0
   */
  @Parameter(property = "dbAgent.cacheDirectory")
  @Nullable File cacheDirectory;

  /**
   * How many megabytes of sealed states the cache folder keeps: the least recently used are
   * forgotten first, and none that was used within the last minutes. 0 for none beyond those.
   *
   * @since 0.1.0
   */
  @Parameter(property = "dbAgent.cacheSize", defaultValue = "1000")
  long cacheSize;

  /**
   * How many days after their last use sealed states are kept.
   *
   * @since 0.1.0
   */
  @Parameter(property = "dbAgent.cacheAge", defaultValue = "30")
  long cacheAge;

  /**
   * Where the results of the database's migrations, seeds and checks go as JUnit XML: where build
   * servers look for the results of tests.
   *
   * @since 0.1.0
   */
  @Parameter(
      property = "dbAgent.testReportDirectory",
      defaultValue = "${project.build.directory}/surefire-reports")
  File testReportDirectory;

  @Override
  public final void execute() throws MojoExecutionException, MojoFailureException {
    refuseUnknownParameters();
    MavenProgress progress = progress();
    try {
      if (skip) {
        getLog().info("Skipped (dbAgent.skip)");
      } else {
        run(
            new DatabaseAgent(
                settings(), artifacts(), libraries(makesRowsUp()), progress, workers()));
      }
      passOn();
    } catch (AgentException e) {
      progress.end();
      throw new Answer(getLog(), PomWording.of(plugin), screen().palette()).failure(e);
    } catch (PluginLibraries.UnresolvedException e) {
      throw new MojoExecutionException(e.getMessage(), e.getCause());
    }
  }

  /** The goal's work. */
  abstract void run(DatabaseAgent agent) throws MojoExecutionException;

  /** Whether the goal needs the library that makes values up. */
  boolean makesRowsUp() {
    return false;
  }

  /** What later phases need on every path: fresh, unchanged or skipped. */
  abstract void passOn();

  private AgentSettings settings() throws MojoExecutionException {
    Path projectDirectory = project.getBasedir().toPath();
    MigrationSettings migrations =
        new MigrationSettings(
            projectDirectory,
            FlywaySettings.of(flyway, project, session),
            initScript == null ? null : initScript.toPath(),
            Duration.ofSeconds(lockTimeout),
            Duration.ofSeconds(statementTimeout),
            new AddedDependencies(plugin).jars(project),
            getClass().getClassLoader());
    return new AgentSettings(
        project.getGroupId() + ":" + project.getArtifactId() + ":" + project.getVersion(),
        outputDirectory.toPath(),
        new PostgresSettings(postgresVersion, cachePath(), databaseName),
        migrations,
        new SeedSettings(
            projectDirectory,
            seedDirectory.toPath(),
            profiles(),
            migrations.defaultSchema(),
            drift(),
            adversarialRows),
        new GeneratorSettings(
            generatedSources.toPath(),
            generatedPackage(),
            NestedElements.xml(generator),
            migrations.historyTable()),
        severity(),
        reports(projectDirectory),
        CacheLimits.of(cacheSize, cacheAge));
  }

  private ReportSettings reports(Path projectDirectory) {
    Path reactor = session.getRequest().getMultiModuleProjectDirectory().toPath();
    String maven = session.getSystemProperties().getProperty("maven.version", "unknown");
    return new ReportSettings(
        testReportDirectory.toPath(),
        Checkout.pathOf(projectDirectory, reactor),
        PomWording.of(plugin),
        Map.of("Maven", maven),
        project.getFile() == null ? null : project.getFile().getName());
  }

  private List<String> profiles() {
    List<String> profiles = new ArrayList<>();
    for (String profile : (seedProfiles == null ? "" : seedProfiles).split(",", -1)) {
      if (!profile.isBlank()) {
        profiles.add(profile.strip());
      }
    }
    return profiles;
  }

  private Finding.Severity drift() throws MojoExecutionException {
    return switch (seedDrift) {
      case "fail" -> Finding.Severity.ERROR;
      case "warn" -> Finding.Severity.WARNING;
      default ->
          throw new MojoExecutionException(
              "seedDrift (-DdbAgent.seedDrift) is " + seedDrift + "; it can be fail or warn");
    };
  }

  private @Nullable Path cachePath() {
    return cacheDirectory == null ? null : cacheDirectory.toPath();
  }

  private String generatedPackage() {
    return project.getGroupId().replace('-', '_') + ".jooq";
  }

  private Finding.Severity severity() throws MojoExecutionException {
    try {
      return Finding.Severity.valueOf(failOn.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new MojoExecutionException(
          "failOn (-DdbAgent.failOn) is " + failOn + "; it can be error or warning", e);
    }
  }
}
