// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import dev.dbagent.model.DiskFullException;
import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.FileTrouble;
import dev.dbagent.model.Meanwhile;
import dev.dbagent.model.Secret;
import dev.dbagent.model.StageFailure;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.IntSupplier;

/** Brings a packed data directory to life. */
final class Launcher {

  private static final int ATTEMPTS = 5;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long POLL_MILLIS = 3;

  private final Programs programs;
  private final WorkFolders workFolders;
  private final SpareDirectories spares;
  private final IntSupplier ports;

  /**
   * @param cache where work folders and spare directories are
   * @param ports suggests ports; a suggestion may be taken by the time it is used
   */
  Launcher(Programs programs, CacheDirectory cache, IntSupplier ports) {
    this.programs = programs;
    this.workFolders = new WorkFolders(cache.work());
    this.spares = new SpareDirectories(cache.spare(), programs.runAs());
    this.ports = ports;
  }

  /**
   * Starts a server on a copy of the packed data directory.
   *
   * @throws StageFailure when it does not start; nothing is left behind
   */
  RunningServer launch(Path packed, String databaseName) throws IOException {
    return launch(data -> spareOrUnpacked(packed, data), databaseName, this::watchdog);
  }

  private KnownBlocks spareOrUnpacked(Path packed, Path data) throws IOException {
    Optional<KnownBlocks> spare = spares.take(packed, data);
    return spare.isPresent() ? spare.get() : unpack(packed, data);
  }

  /**
   * Starts a server on a copy of data that another one has left.
   *
   * @param databaseName a database in it, of whichever name
   */
  RunningServer launchCopy(Path kept, String databaseName) throws IOException {
    return launch(data -> copy(kept, data), databaseName, this::watchdog);
  }

  private KnownBlocks copy(Path kept, Path data) throws IOException {
    DataCopy.copy(kept, data);
    programs.runAs().ownAll(data);
    return KnownBlocks.NONE;
  }

  private Watchdog watchdog(WorkFolder folder) throws IOException {
    return Watchdog.over(folder, programs.serverCommand(folder));
  }

  /** Starts one that can be left to others, and that serves many at once. */
  RunningServer launchShared(Path packed, String databaseName) throws IOException {
    return launch(data -> unpackForGood(packed, data), databaseName, this::sharedWatchdog);
  }

  private KnownBlocks unpack(Path packed, Path data) throws IOException {
    return PackedDirectory.unpack(packed, data, programs.runAs()::own);
  }

  /** What becomes of it nobody will pack. */
  private KnownBlocks unpackForGood(Path packed, Path data) throws IOException {
    unpack(packed, data);
    return KnownBlocks.NONE;
  }

  private Watchdog sharedWatchdog(WorkFolder folder) throws IOException {
    List<String> command = new ArrayList<>(programs.serverCommand(folder));
    command.addAll(ServerOptions.FOR_MANY);
    LeasePipe pipe = LeasePipe.create(folder);
    try {
      return Watchdog.over(folder, command, pipe);
    } catch (IOException e) {
      afterwards(e, pipe::close);
      throw e;
    }
  }

  private interface Guard {
    Watchdog over(WorkFolder folder) throws IOException;
  }

  /** Where the data come from, which are the engine's account's then. */
  private interface Source {
    KnownBlocks writeTo(Path data) throws IOException;
  }

  private RunningServer launch(Source source, String databaseName, Guard guard) throws IOException {
    WorkFolder folder = workFolders.create();
    try {
      Watchdog watchdog = guard.over(folder);
      try {
        return launched(source, databaseName, watchdog, folder);
      } catch (IOException | RuntimeException e) {
        afterwards(e, watchdog::close);
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      afterwards(e, () -> Folders.delete(folder.path()));
      throw e;
    }
  }

  /** What goes wrong on the way out must not hide why we leave. */
  private static void afterwards(Exception failure, CleanUp work) {
    try {
      work.run();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  private interface CleanUp {
    void run() throws IOException;
  }

  private RunningServer launched(
      Source source, String databaseName, Watchdog watchdog, WorkFolder folder) throws IOException {
    try {
      Secret password = Secret.random();
      // The first use of cryptography takes a new JVM longer than a server takes to start.
      Meanwhile<String> verifier = new Meanwhile<>("a password", () -> ScramVerifier.of(password));
      verifier.begin();
      KnownBlocks known = source.writeTo(folder.data());
      programs.execute(folder, databaseName, List.of(setPassword(verifier.get())));
      return new RunningServer(
          programs.product(),
          watchdog,
          folder,
          () -> listening(watchdog, folder),
          password,
          known,
          spares);
    } catch (IOException e) {
      DiskFullException.throwIfBehind(e, folder.path(), "the server's folder");
      throw e;
    }
  }

  /** The server gets to know how to check the password, never the password. */
  private static String setPassword(String verifier) {
    return "ALTER ROLE " + ServerOptions.SUPERUSER + " PASSWORD '" + verifier + "'";
  }

  private int listening(Watchdog watchdog, WorkFolder folder) throws IOException {
    List<Integer> tried = new ArrayList<>();
    while (true) {
      int port = ports.getAsInt();
      tried.add(port);
      Files.deleteIfExists(folder.log());
      watchdog.startServer(port);
      if (isReady(watchdog, folder, port)) {
        return port;
      }
      LastWords words = new LastWords(folder.said(), watchdog.serverExit());
      if (!words.nameUnusablePort()) {
        throw ServerFailures.of(programs.product(), "did not start", words, folder.path());
      }
      if (tried.size() == ATTEMPTS) {
        throw unusable(tried, words);
      }
    }
  }

  private StageFailure unusable(List<Integer> ports, LastWords words) {
    FailureFacts facts =
        FailureFacts.of(
                FailureKind.PORT_UNUSABLE,
                programs.product()
                    + " could not listen on any of "
                    + ATTEMPTS
                    + " ports of 127.0.0.1")
            .note("The ports " + ports + " were tried.");
    return new StageFailure(ServerFailures.withEnd(facts, words), null);
  }

  /** False when the server exited instead. */
  private boolean isReady(Watchdog watchdog, WorkFolder folder, int port) throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      OptionalInt exit = watchdog.serverExit();
      if (exit.isPresent()) {
        return false;
      }
      OptionalLong pid = folder.serverPid();
      if (pid.isPresent() && PostmasterFile.saysReady(folder.data(), pid.getAsLong(), port)) {
        folder.recordServer(pid.getAsLong());
        return true;
      }
      pause();
    }
    FailureFacts facts =
        FailureFacts.of(
            FailureKind.SERVER_FAILED,
            programs.product() + " was not ready after " + PATIENCE.toSeconds() + " seconds");
    LastWords words = new LastWords(folder.said(), OptionalInt.empty());
    throw new StageFailure(ServerFailures.withEnd(facts, words), null);
  }

  static void pause() throws InterruptedIOException {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for the server");
    }
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new StageFailure(
          FailureKind.PORT_UNUSABLE,
          "no port can be had on the loopback interface: " + FileTrouble.words(e),
          e);
    }
  }
}
