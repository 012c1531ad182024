// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import dev.dbagent.engine.SessionLimits;
import dev.dbagent.engine.postgres.clones.CloneServer;
import dev.dbagent.engine.postgres.clones.CloneTemplate;
import dev.dbagent.engine.postgres.clones.ClosedSchema;
import dev.dbagent.engine.postgres.clones.Hold;
import dev.dbagent.engine.postgres.clones.PostgresClones;
import dev.dbagent.model.Progress;
import dev.dbagent.model.Secret;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Servers that processes share. Who comes first starts one and writes down where it is; who comes
 * later reads that and takes hold of the pipe of its watchdog. A hold counts when the watchdog has
 * answered, so nobody can join a server that is already leaving. Whoever finds none, or one that
 * does not answer, starts another.
 */
final class SharedServers {

  /** One for all, because starting takes half a second and clearing up concerns them all. */
  private static final String LOCK = "shared";

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final CacheDirectory cache;
  private final String databaseName;
  private final Progress progress;

  SharedServers(CacheDirectory cache, String databaseName, Progress progress) {
    this.cache = cache;
    this.databaseName = databaseName;
    this.progress = progress;
  }

  /** Starts a server that nobody knows yet. */
  interface Start {

    RunningServer started() throws IOException;
  }

  /**
   * Joins the server of that name, or starts it.
   *
   * @param name the same for all who can share it, on this machine and in this container
   */
  PostgresClones lease(String name, ClosedSchema schema, Start start) throws IOException {
    Path address = cache.shared().resolve(name);
    return new MachineLock(cache.lock(LOCK))
        .holding(
            progress,
            () -> {
              Optional<PostgresClones> joined = joined(address);
              return joined.isPresent() ? joined.get() : started(address, schema, start);
            });
  }

  private Optional<PostgresClones> joined(Path address) throws IOException {
    Optional<CloneServer> server = read(address);
    if (server.isEmpty() || !isUp(new WorkFolder(server.get().folder()))) {
      return Optional.empty();
    }
    Optional<LeasePipe> lease = leased(new WorkFolder(server.get().folder()));
    lease.ifPresent(pipe -> progress.detail("Joined the server in " + server.get().folder()));
    return lease.map(pipe -> clones(server.get(), pipe));
  }

  private PostgresClones clones(CloneServer server, LeasePipe lease) {
    return PostgresClones.on(server, progress, new Lease(lease, new WorkFolder(server.folder())));
  }

  private record Lease(LeasePipe pipe, WorkFolder folder) implements Hold {

    @Override
    public String keep(String database) throws IOException {
      String name = KeptServers.note(folder, database);
      pipe.say(KeptServers.ORDER + folder.id());
      return name;
    }

    @Override
    public void letGo() throws IOException {
      pipe.close();
    }
  }

  /** The watchdog may live on for a server that died. */
  private static boolean isUp(WorkFolder folder) throws IOException {
    return folder.recordedKeeper().isPresent() && folder.recordedServer().isPresent();
  }

  /** Empty when the watchdog goes instead of answering. */
  private static Optional<LeasePipe> leased(WorkFolder folder) throws IOException {
    LeasePipe lease;
    try {
      lease = LeasePipe.open(folder);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    String id = UUID.randomUUID().toString();
    lease.say("lease " + id);
    Path answer = folder.path().resolve("lease-" + id);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!Files.exists(answer)) {
      if (folder.recordedKeeper().isEmpty() || System.nanoTime() > deadline) {
        lease.close();
        return Optional.empty();
      }
      Launcher.pause();
    }
    Files.deleteIfExists(answer);
    return Optional.of(lease);
  }

  private PostgresClones started(Path address, ClosedSchema schema, Start start)
      throws IOException {
    forgetThoseGone();
    RunningServer running = start.started();
    try {
      CloneServer server = prepared(running, schema);
      write(server.passwordFile(), server.passwordLines());
      running.folder().recordContents(running.product(), databaseName);
      // Like everybody else: from here on we are one of those who share it.
      LeasePipe lease =
          leased(running.folder())
              .orElseThrow(() -> new IOException("the watchdog of a new server does not answer"));
      write(address, server.text());
      running.leaveToOthers();
      progress.detail(
          "Started a server in "
              + running.folder().path()
              + " for tests; its database is copied file by file, which costs least while nothing"
              + " is synced and the template is at rest");
      return clones(server, lease);
    } catch (IOException | RuntimeException e) {
      running.close();
      throw e;
    }
  }

  private CloneServer prepared(RunningServer running, ClosedSchema schema) {
    Secret tester = Secret.random();
    Secret reader = Secret.random();
    CloneServer server =
        new CloneServer(
            running.folder().path(),
            running.port(),
            databaseName,
            running.password(),
            tester,
            reader);
    CloneTemplate.prepare(
        server,
        new ServerDataSource(running.port(), databaseName, running.password(), SessionLimits.NONE),
        schema,
        new CloneTemplate.Verifiers(ScramVerifier.of(tester), ScramVerifier.of(reader)));
    return server;
  }

  private void forgetThoseGone() throws IOException {
    List<Path> addresses;
    try (Stream<Path> all = Files.list(cache.shared())) {
      addresses = all.toList();
    }
    for (Path address : addresses) {
      Optional<CloneServer> server = read(address);
      if (server.isEmpty() || !Files.exists(server.get().folder())) {
        Files.deleteIfExists(address);
      }
    }
  }

  private static Optional<CloneServer> read(Path address) throws IOException {
    try {
      return CloneServer.parse(Files.readString(address));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** For this user's eyes only, complete or not at all. */
  private static void write(Path file, String content) throws IOException {
    Path aside = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID());
    try (OutputStream out = Folders.newPrivateFile(aside)) {
      out.write(content.getBytes(StandardCharsets.UTF_8));
    }
    Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
