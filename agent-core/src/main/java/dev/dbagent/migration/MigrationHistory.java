// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.model.Finding;
import dev.dbagent.model.Fingerprint;
import java.util.List;
import java.util.Optional;

/**
 * A project's migrations as its files tell them, read before any server runs. What is read here is
 * what will be replayed: the files are not read a second time.
 */
public final class MigrationHistory {

  private final MigrationSettings settings;
  private final List<MigrationFile> files;
  private final JavaMigrations javaMigrations;
  private final Optional<MigrationFile> initScript;
  private final List<Finding> warnings;
  private final Fingerprint fingerprint;

  MigrationHistory(
      MigrationSettings settings,
      List<MigrationFile> files,
      JavaMigrations javaMigrations,
      Optional<MigrationFile> initScript,
      List<Finding> warnings) {
    this.settings = settings;
    this.files = List.copyOf(files);
    this.javaMigrations = javaMigrations;
    this.initScript = initScript;
    this.warnings = List.copyOf(warnings);
    this.fingerprint = HistoryFingerprint.of(this);
  }

  /**
   * Reads the files that the settings name, and loads the Java migrations among them.
   *
   * @throws dev.dbagent.model.StageFailure when a setting is not known, a location does not exist,
   *     there is no migration at all, two of them claim one version, a Java migration cannot run,
   *     or a script that will run has a placeholder without a value
   */
  public static MigrationHistory read(MigrationSettings settings) {
    MigrationHistory history = new HistoryReader(settings).read();
    new ScriptCheck(history).check();
    return history;
  }

  /** Everything that Flyway will see, in the order of the locations and then by path. */
  public List<MigrationFile> files() {
    return files;
  }

  /** Those that a row of the history table will tell of, if nothing keeps them from running. */
  public List<MigrationFile> migrations() {
    return files.stream().filter(file -> file.kind().isMigration()).toList();
  }

  /** The script that runs before anything else. */
  public Optional<MigrationFile> initScript() {
    return initScript;
  }

  /** Files that are not run although their authors may think so; all of them warnings. */
  public List<Finding> warnings() {
    return warnings;
  }

  /**
   * Over all that decides what a replay makes: names and content of the files, settings, class
   * path, Flyway's version. Nothing of the machine: no absolute path, user or clock.
   */
  public Fingerprint fingerprint() {
    return fingerprint;
  }

  /** Where its scripts made what is in the database at the end. */
  public Origins origins() {
    return new Origins(this);
  }

  MigrationSettings settings() {
    return settings;
  }

  /** The classes in the locations, whatever their names. */
  List<String> classes() {
    return javaMigrations.names();
  }

  JavaMigrations javaMigrations() {
    return javaMigrations;
  }
}
