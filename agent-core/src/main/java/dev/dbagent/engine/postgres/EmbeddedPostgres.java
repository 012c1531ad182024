// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import dev.dbagent.engine.ArtifactSource;
import dev.dbagent.engine.DamagedStateException;
import dev.dbagent.engine.DatabaseEngine;
import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.engine.OpenedDatabase;
import dev.dbagent.engine.TestDatabases;
import dev.dbagent.engine.postgres.clones.ClosedSchema;
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
import java.util.List;
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

  /** The engine as an earlier build has installed it: good for {@link #share}, and nothing else. */
  public static EmbeddedPostgres installed(PostgresSettings settings, Progress progress) {
    ArtifactSource none =
        (groupId, artifactId, version) -> {
          throw new ArtifactSource.UnavailableException(
              "there is no registry here", new IllegalStateException());
        };
    return of(settings, none, progress);
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

  /**
   * Installs the programs where none of this version are: to start a server takes less then.
   *
   * @throws StageFailure when that cannot be
   */
  public void installOnNewMachine() {
    begun(
        () ->
            binaries.isAnyThere(platform, options.version())
                ? cache.binaries()
                : binaries.install(platform, options.version()));
  }

  @Override
  public DatabaseServer start() {
    return start(Optional.empty(), Launcher::freePort);
  }

  @Override
  public DatabaseServer start(Path state) {
    return start(Optional.of(state), Launcher::freePort);
  }

  /**
   * Databases that are copies of a sealed state, on a server that this process shares with others
   * that want the same. If it has to be started, that is done with the programs that an earlier
   * build has installed.
   *
   * @param name of the state
   * @param state its file, which is only read
   * @param schema how it is closed
   * @throws StageFailure when that cannot be
   */
  public TestDatabases share(Fingerprint name, Path state, ClosedSchema schema) {
    String shared =
        Fingerprint.of("shared server")
            .add("state", name.hex())
            .add("engine", fingerprint().hex())
            .add("module", schema.module())
            .add("history", schema.historyTable())
            .add("scope", WorkFolders.scope())
            .build()
            .hex();
    return begun(
        () ->
            new SharedServers(cache, databaseName, progress)
                .lease(shared, schema, () -> launchedToShare(state)));
  }

  private RunningServer launchedToShare(Path state) throws IOException {
    Programs programs = programs(binaries.installed(platform, options.version()));
    try {
      return new Launcher(programs, cache, Launcher::freePort).launchShared(state, databaseName);
    } catch (DamagedStateException e) {
      throw damaged(e);
    }
  }

  /**
   * Serves a copy of a database that was kept.
   *
   * @param name of the database; or, for one that another machine has kept, a path that ends with
   *     its name, in the folder to which that of its server was brought
   * @param cache where it is looked for by its name, and where the server gets its own folder
   * @param artifacts of the programs, unless they are installed
   * @return empty when there is none of that name
   * @throws StageFailure when that cannot be
   */
  public static Optional<OpenedDatabase> openKept(
      String name, CacheDirectory cache, ArtifactSource artifacts, Progress progress) {
    Path asPath = Path.of(name);
    Path root = asPath.getParent() == null ? cache.kept() : asPath.resolveSibling("");
    Optional<KeptServers.Kept> found = new KeptServers(root).find(asPath.getFileName().toString());
    if (found.isEmpty()) {
      return Optional.empty();
    }
    try {
      KeptServers.Kept kept = found.get();
      List<String> contents = kept.folder().contents();
      PostgresSettings settings =
          PostgresSettings.ofProduct(contents.get(0), cache.root(), contents.get(1));
      return Optional.of(of(settings, artifacts, progress).opened(kept));
    } catch (IOException e) {
      throw cache.unusable(e);
    }
  }

  private OpenedDatabase opened(KeptServers.Kept kept) {
    return begun(
        () -> {
          Programs programs = programs(binaries.install(platform, options.version()));
          RunningServer server =
              new Launcher(programs, cache, Launcher::freePort)
                  .launchCopy(kept.folder().data(), databaseName);
          return OpenedPostgres.of(server, kept.database());
        });
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
    return begun(
        () -> {
          Programs programs = programs(binaries.install(platform, options.version()));
          Launcher launcher = new Launcher(programs, cache, ports);
          RunningServer server =
              state.isPresent() ? launched(launcher, state.get()) : launched(launcher, programs);
          ConditionNames names = ConditionNames.of(programs.home());
          return new PostgresServer(server, databaseName, names, cache);
        });
  }

  private <T> T begun(MachineLock.Work<T> work) {
    if (platform.isWindows()) {
      throw new StageFailure(
          FailureKind.PLATFORM_UNSUPPORTED, "PostgreSQL cannot be started on Windows yet");
    }
    try {
      cache.prepare();
      new Leftovers(cache.work(), progress).sweep();
      new KeptServers(cache.kept()).sweep(progress);
      SpareDirectories.sweep(cache.spare());
      return work.run();
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

  private Programs programs(Path home) throws IOException {
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
      throw damaged(e);
    }
  }

  private static StageFailure damaged(DamagedStateException e) {
    return new StageFailure(FailureKind.CACHE_UNUSABLE, "the sealed state " + e.getMessage(), e);
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
