// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import dev.dbagent.codegen.JooqVersion;
import dev.dbagent.engine.postgres.DriverVersion;
import dev.dbagent.migration.FlywayVersion;
import dev.dbagent.migration.MigrationSettings;
import dev.dbagent.migration.MigrationSources;
import dev.dbagent.model.Checksum;
import dev.dbagent.model.FileBytes;
import dev.dbagent.model.FileTaker;
import dev.dbagent.model.Parts;
import dev.dbagent.model.StageFailure;
import dev.dbagent.outputs.Stamps;
import dev.dbagent.report.ReportSettings;
import dev.dbagent.seed.SeedSet;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The name of all that can change what the goals of a module make or tell: bytes of files,
 * settings, versions. Nothing of the machine, the user, the place of the checkout or the time is in
 * it.
 *
 * <p>It is computed in every build, also in one that has nothing to do, in a JVM that has just been
 * started. So there are plain loops here and in what is called: lambdas, streams and the comparison
 * of records cost such a JVM more than to read a hundred migrations.
 */
final class InputKey implements FileTaker {

  private static final int PIECE = 1 << 20;

  private final AgentSettings settings;
  private final Parts parts;

  private InputKey(AgentSettings settings, Parts parts) {
    this.settings = settings;
    this.parts = parts;
  }

  /** Adds all but the files. */
  static InputKey begin(AgentSettings settings, Parts parts) {
    InputKey key = new InputKey(settings, parts);
    key.addVersions();
    key.addSettings();
    key.addReports(settings.reports());
    return key;
  }

  /**
   * Of all that counts, to be compared with what it was in an earlier build in the same place.
   * {@link InputNames} has the name by which others can be sure, which takes longer.
   */
  static String checksum(AgentSettings settings) {
    Checksum checksum = new Checksum();
    addTo(settings, checksum);
    return checksum.toString();
  }

  /** Adds all that counts. */
  static void addTo(AgentSettings settings, Parts parts) {
    InputKey key = begin(settings, parts);
    key.giveFiles(key);
    key.addClassPath(parts);
  }

  /** What the files look like from outside, in the place where they are; see {@link Stamps}. */
  static String stamps(AgentSettings settings) {
    Stamps stamps = new Stamps();
    begin(settings, stamps).giveFiles(stamps);
    for (Path entry : settings.migrations().classPath()) {
      stamps.add("class path", entry.toString());
    }
    return stamps.proved();
  }

  /** Reads all of it. What cannot be read is for the goal to tell. */
  void addClassPath(Parts parts) {
    try {
      new MigrationSources(settings.migrations()).addClassPath(parts);
    } catch (StageFailure e) {
      parts.add("unreadable class path", "");
    }
  }

  /** Gives every file that a goal would read. */
  void giveFiles(FileTaker taker) {
    new MigrationSources(settings.migrations()).read(taker);
    SeedSet.sources(settings.seeds(), taker);
  }

  /** Takes a file, piece by piece: it may be a large one. What is under two paths comes twice. */
  @Override
  public void accept(String path, Path file) {
    try {
      read(path, file, parts);
    } catch (IOException e) {
      addUnreadable(parts, path);
    }
  }

  /** Adds the pieces of a file. */
  static void read(String path, Path file, Parts parts) throws IOException {
    try (InputStream in = FileBytes.open(file)) {
      byte[] piece;
      do {
        piece = in.readNBytes(PIECE);
        parts.add("file " + path, piece);
      } while (piece.length == PIECE);
    }
  }

  static void addUnreadable(Parts parts, String path) {
    parts.add("unreadable file", path);
  }

  private void addVersions() {
    AgentVersion.addTo(parts);
    parts
        .add("engine", settings.engine().version())
        .add("Flyway", FlywayVersion.onClassPath())
        .add("jOOQ", JooqVersion.onClassPath())
        .add("driver", DriverVersion.onClassPath());
  }

  private void addSettings() {
    MigrationSettings migrations = settings.migrations();
    for (Map.Entry<String, String> flyway : new MigrationSources(migrations).flyway().entrySet()) {
      parts.add("flyway." + flyway.getKey(), flyway.getValue());
    }
    parts
        .add("module", settings.module())
        .add("databaseName", settings.engine().databaseName())
        .add("lockTimeout", migrations.lockTimeout().toString())
        .add("statementTimeout", migrations.statementTimeout().toString())
        .add("initScript", shown(migrations, migrations.initScript()))
        .add("seedDirectory", shown(migrations, settings.seeds().seedDirectory()))
        .add("seedDrift", settings.seeds().drift().name())
        .add("adversarialRows", Boolean.toString(settings.seeds().triesAdversarialRows()))
        .add("seedProfiles", String.join(",", settings.seeds().profiles()))
        .add("default schema", settings.seeds().defaultSchema())
        .add("failOn", settings.failOn().name());
    settings.generator().addTo(parts);
  }

  private static String shown(MigrationSettings project, @Nullable Path path) {
    return path == null ? "" : project.shown(project.projectDirectory().resolve(path));
  }

  /** How settings are worded goes into reports: two answers tell one wording from another. */
  private void addReports(ReportSettings reports) {
    parts
        .add("module path", reports.modulePath())
        .add("wording", reports.wording().setting("name", "value"))
        .add("more", reports.wording().more("code"))
        .add("build file", reports.buildFile() == null ? "" : reports.buildFile());
  }
}
