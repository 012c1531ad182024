// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import dev.dbagent.engine.ArtifactSource;
import dev.dbagent.engine.DamagedStateException;
import dev.dbagent.engine.DatabaseEngine;
import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.engine.postgres.sql.ConditionNames;
import dev.dbagent.model.DiskSpace;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.FileTrouble;
import dev.dbagent.model.Fingerprint;
import dev.dbagent.model.Progress;
import dev.dbagent.model.StageFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * PostgreSQL from a registry's binaries: nothing to install, no container. Everything it needs is
 * made on first use and kept in the cache directory.
 */
public final class EmbeddedPostgres implements DatabaseEngine {

  /** NAMEDATALEN - 1, PostgreSQL manual, section 4.1.1. */
  private static final int LONGEST_NAME = 63;

  private final String databaseName;
  private final CacheDirectory cache;
  private final ServerOptions options;
  private final Platform platform;
  private final PrivilegeLadder ladder;
  private final Progress progress;
  private final Binaries binaries;
  private final WorkFolders workFolders;

  private EmbeddedPostgres(
      PostgresSettings settings,
      Platform platform,
      PrivilegeLadder ladder,
      ArtifactSource artifacts,
      Progress progress) {
    this.databaseName = usable(settings.databaseName());
    this.cache = CacheDirectory.of(settings.cacheDirectory());
    this.options = new ServerOptions(PostgresVersion.parse(settings.version()));
    this.platform = platform;
    this.ladder = ladder;
    this.progress = progress;
    this.binaries = new Binaries(cache, artifacts, progress);
    this.workFolders = new WorkFolders(cache.work());
  }

  /**
   * The engine for this machine; nothing is started yet.
   *
   * @throws StageFailure when the version or the platform is not supported
   */
  public static EmbeddedPostgres of(
      PostgresSettings settings, ArtifactSource artifacts, Progress progress) {
    return of(settings, PrivilegeLadder.standard(), artifacts, progress);
  }

  static EmbeddedPostgres of(
      PostgresSettings settings,
      PrivilegeLadder ladder,
      ArtifactSource artifacts,
      Progress progress) {
    return new EmbeddedPostgres(settings, Platform.current(), ladder, artifacts, progress);
  }

  @Override
  public String product() {
    return options.version().product();
  }

  @Override
  public String description() {
    return product() + " (embedded, " + platform.classifier() + ")";
  }

  @Override
  public Fingerprint fingerprint() {
    return options.fingerprint(databaseName);
  }

  @Override
  public DatabaseServer start() {
    return start(Optional.empty(), Launcher::freePort);
  }

  @Override
  public DatabaseServer start(Path state) {
    return start(Optional.of(state), Launcher::freePort);
  }

  /** Where this engine keeps what outlives a build; not made before it is used. */
  public CacheDirectory cache() {
    return cache;
  }

  private static String usable(String databaseName) {
    if (databaseName.isBlank()
        || databaseName.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME
        || databaseName.chars().anyMatch(Character::isISOControl)) {
      throw new StageFailure(
          FailureKind.DATABASE_NAME_REJECTED,
          "databaseName must be 1 to 63 bytes of printable text, but is \"" + databaseName + "\"");
    }
    return databaseName;
  }

  /**
   * @param ports suggests ports; a suggestion may be taken by the time it is used
   */
  PostgresServer start(Optional<Path> state, IntSupplier ports) {
    if (platform.isWindows()) {
      throw new StageFailure(
          FailureKind.PLATFORM_UNSUPPORTED, "PostgreSQL cannot be started on Windows yet");
    }
    try {
      cache.prepare();
      new Leftovers(cache.work(), progress).sweep();
      Programs programs = programs();
      Launcher launcher = new Launcher(programs, workFolders, ports);
      RunningServer server =
          state.isPresent() ? launched(launcher, state.get()) : launched(launcher, programs);
      return new PostgresServer(server, databaseName, ConditionNames.of(programs.home()), cache);
    } catch (StageFailure e) {
      throw new CacheUse(cache).noted(e);
    } catch (FileSystemException e) {
      throw new CacheUse(cache).noted(cache.unusable(e));
    } catch (IOException e) {
      throw new StageFailure(
          FailureKind.SERVER_FAILED,
          product() + " did not start in " + cache.root() + ": " + FileTrouble.words(e),
          e);
    }
  }

  private Programs programs() throws IOException {
    Path home = binaries.install(platform, options.version());
    Path server = Programs.server(home);
    // Asked of the operating system: the file's own permissions say nothing about its file system.
    if (!Files.isExecutable(server)) {
      String store = DiskSpace.of(server).store();
      throw CacheTrouble.failure(
          cache.root(), "no program can be run from " + store + ", which is mounted noexec");
    }
    RunAs runAs = ProcessUser.isRoot() ? ladder.climb(server, workFolders) : RunAs.SELF;
    progress.detail(product() + " in " + home + ", run by " + runAs.description());
    return new Programs(home, runAs, options);
  }

  private RunningServer launched(Launcher launcher, Path state) throws IOException {
    try {
      return launcher.launch(state, databaseName);
    } catch (DamagedStateException e) {
      throw new StageFailure(FailureKind.CACHE_UNUSABLE, "the sealed state " + e.getMessage(), e);
    }
  }

  /** From the template, which is made anew once when its file is damaged. */
  private RunningServer launched(Launcher launcher, Programs programs) throws IOException {
    DataDirectoryTemplate template =
        new DataDirectoryTemplate(cache, workFolders, databaseName, progress);
    Path packed = template.provide(programs);
    try {
      return launcher.launch(packed, databaseName);
    } catch (DamagedStateException e) {
      progress.warned(e.getMessage() + "; it is made anew");
      Files.deleteIfExists(packed);
      return launcher.launch(template.provide(programs), databaseName);
    }
  }
}
