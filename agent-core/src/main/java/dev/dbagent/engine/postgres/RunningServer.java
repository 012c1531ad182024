// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Meanwhile;
import dev.dbagent.model.Secret;
import dev.dbagent.model.StageFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A server process, its folder and the way to talk to it. */
final class RunningServer implements AutoCloseable {

  /** A clean stop writes what is in memory; a big load may take its time. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** One that ends as it is has nothing to write. */
  private static final Duration END = Duration.ofSeconds(1);

  /** The exit status of what a signal has ended is this and the signal's number. */
  private static final int KILLED = 128;

  /** A connection breaks before the server has told why. */
  private static final Duration LINGERING = Duration.ofMillis(500);

  private final String product;
  private final Watchdog watchdog;
  private final WorkFolder folder;
  private final Start start;
  private final Secret password;
  private final SpareDirectories spares;
  private KnownBlocks known;
  private @Nullable Sealed sealed;
  private @Nullable Meanwhile<Boolean> puttingBy;
  private int port;
  private int copies;

  /**
   * What was packed.
   *
   * @param hasServed whether the server works, or has worked, with the data since
   */
  private record Sealed(PackedDirectory.Packed packed, boolean hasServed) {}

  /** Brings the server up on the data in its folder. */
  interface Start {

    /** Returns the port on which the server listens. */
    int listening() throws IOException;
  }

  /**
   * @param known what its data were made of
   * @param spares where its data go in the end if they were packed
   */
  RunningServer(
      String product,
      Watchdog watchdog,
      WorkFolder folder,
      Start start,
      Secret password,
      KnownBlocks known,
      SpareDirectories spares)
      throws IOException {
    this.known = known;
    this.spares = spares;
    this.product = product;
    this.watchdog = watchdog;
    this.folder = folder;
    this.start = start;
    this.password = password;
    this.port = start.listening();
  }

  /** Name and version of what runs. */
  String product() {
    return product;
  }

  int port() {
    return port;
  }

  Secret password() {
    return password;
  }

  WorkFolder folder() {
    return folder;
  }

  /** What it said; of one that is just ending, all of it. */
  LastWords lastWords() throws IOException {
    long deadline = System.nanoTime() + LINGERING.toNanos();
    while (true) {
      LastWords words = new LastWords(folder.said(), watchdog.serverExit());
      boolean ended = words.status().isPresent() || words.signal().isPresent();
      if (ended || System.nanoTime() > deadline) {
        return words;
      }
      Launcher.pause();
    }
  }

  /** Stops cleanly and packs the data directory. */
  void stopAndPack(Path target) throws IOException {
    stop();
    KnownBlocks before = known;
    // Of what is packed halfway nothing is known.
    known = KnownBlocks.NONE;
    PackedDirectory.Packed packed = PackedDirectory.pack(folder.data(), target, before);
    known = packed.known();
    sealed = new Sealed(packed, false);
  }

  /** Stops cleanly, copies the data directory and serves again, on another port. */
  DataCopy putAside() throws IOException {
    stop();
    try {
      copies++;
      return DataCopy.of(folder, "copy" + copies, watchdog::isLetGo);
    } finally {
      resume();
    }
  }

  /** Serves again after {@link #stopAndPack}, on another port. */
  void resume() throws IOException {
    Sealed served = sealed;
    if (served != null) {
      sealed = new Sealed(served.packed(), true);
    }
    port = start.listening();
  }

  private void stop() throws IOException {
    watchdog.stopServer();
    OptionalInt exit = exit(PATIENCE);
    if (exit.isEmpty()) {
      throw new StageFailure(
          FailureKind.SERVER_FAILED,
          "the server did not stop within " + PATIENCE.toSeconds() + " seconds");
    }
    if (exit.getAsInt() != 0) {
      throw ServerFailures.of(
          product,
          "did not end well, so that its data cannot be trusted",
          new LastWords(folder.said(), exit),
          folder.path());
    }
  }

  /** Its exit status; empty when it does not exit for so long. */
  private OptionalInt exit(Duration patience) throws IOException {
    long deadline = System.nanoTime() + patience.toNanos();
    OptionalInt exit = watchdog.serverExit();
    while (exit.isEmpty() && System.nanoTime() < deadline) {
      Launcher.pause();
      exit = watchdog.serverExit();
    }
    return exit;
  }

  /** Lets go of it: it runs on for those who hold the pipe of its watchdog. */
  void leaveToOthers() throws IOException {
    watchdog.leaveToOthers();
  }

  /**
   * Begins to stop at once and to delete the folder, but for data that were packed, which are put
   * by; {@link #close} waits for the end of that.
   */
  synchronized void letGo() {
    Sealed left = sealed;
    sealed = null;
    if (left != null) {
      Meanwhile<Boolean> begun = new Meanwhile<>("db-agent spare", () -> putBy(left));
      begun.begin();
      puttingBy = begun;
    } else if (puttingBy == null) {
      watchdog.letGo();
    }
  }

  /**
   * Whether there is a spare directory more; if not, what is packed is unpacked when it is used.
   */
  private boolean putBy(Sealed left) {
    try {
      if (left.hasServed()) {
        watchdog.haltServer();
      }
      OptionalInt exit = exit(END);
      // The children of one that was killed may go on writing for a moment.
      boolean isOver = exit.isPresent() && exit.getAsInt() < KILLED;
      if (isOver) {
        spares.putBy(folder, left.packed(), left.hasServed());
      }
      return isOver;
    } catch (IOException | RuntimeException e) {
      return false;
    } finally {
      watchdog.letGo();
    }
  }

  /** Stops at once and deletes the folder; does nothing the second time. */
  @Override
  public synchronized void close() throws IOException {
    letGo();
    if (puttingBy != null) {
      puttingBy.get();
    }
    watchdog.close();
    // Only somebody who killed the watchdog can have left it running.
    folder.recordedServer().ifPresent(Leftovers::end);
    Folders.delete(folder.path());
  }
}
