// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Secret;
import dev.dbagent.model.StageFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;

/** A server process, its folder and the way to talk to it. */
final class RunningServer implements AutoCloseable {

  /** A clean stop writes what is in memory; a big load may take its time. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** A connection breaks before the server has told why. */
  private static final Duration LINGERING = Duration.ofMillis(500);

  private final String product;
  private final Watchdog watchdog;
  private final WorkFolder folder;
  private final Start start;
  private final Secret password;
  private final UnpackedBlocks unpacked;
  private int port;
  private int copies;

  /** Brings the server up on the data in its folder. */
  interface Start {

    /** Returns the port on which the server listens. */
    int listening() throws IOException;
  }

  /**
   * @param unpacked what its data were made of
   */
  RunningServer(
      String product,
      Watchdog watchdog,
      WorkFolder folder,
      Start start,
      Secret password,
      UnpackedBlocks unpacked)
      throws IOException {
    this.unpacked = unpacked;
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
    PackedDirectory.pack(folder.data(), target, unpacked);
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
    port = start.listening();
  }

  private void stop() throws IOException {
    watchdog.stopServer();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    OptionalInt exit = watchdog.serverExit();
    while (exit.isEmpty()) {
      if (System.nanoTime() > deadline) {
        throw new StageFailure(
            FailureKind.SERVER_FAILED,
            "the server did not stop within " + PATIENCE.toSeconds() + " seconds");
      }
      Launcher.pause();
      exit = watchdog.serverExit();
    }
    if (exit.getAsInt() != 0) {
      throw ServerFailures.of(
          product,
          "did not end well, so that its data cannot be trusted",
          new LastWords(folder.said(), exit),
          folder.path());
    }
  }

  /** Lets go of it: it runs on for those who hold the pipe of its watchdog. */
  void leaveToOthers() throws IOException {
    watchdog.leaveToOthers();
  }

  /** Begins to stop at once and to delete the folder; {@link #close} waits for the end of that. */
  void letGo() {
    watchdog.letGo();
  }

  /** Stops at once and deletes the folder; does nothing the second time. */
  @Override
  public void close() throws IOException {
    watchdog.close();
    // Only somebody who killed the watchdog can have left it running.
    folder.recordedServer().ifPresent(Leftovers::end);
    Folders.delete(folder.path());
  }
}
