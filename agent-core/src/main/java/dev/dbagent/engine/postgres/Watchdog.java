// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * The process between us and a server. It obeys us over a pipe; when the pipe ends, because we
 * close it or because this JVM is no more, it ends the server and deletes its folder. The pipe may
 * have a name: then it ends when the last of all JVMs that hold it does.
 */
final class Watchdog implements AutoCloseable {

  private static final String SCRIPT = "watchdog.sh";
  private static final String EXITED = "exited ";
  private static final int PATIENCE_SECONDS = 10;

  private final Process process;
  private final OutputStream ear;
  private final BufferedReader answers;
  private OptionalInt exit = OptionalInt.empty();
  private volatile boolean isLetGo;

  private Watchdog(Process process, OutputStream ear) {
    this.process = process;
    this.ear = ear;
    this.answers = process.inputReader(StandardCharsets.US_ASCII);
  }

  static Watchdog over(WorkFolder folder, List<String> serverCommand) throws IOException {
    Process process = builder(folder, List.of(), serverCommand).start();
    return new Watchdog(process, process.getOutputStream());
  }

  /**
   * One that serves all who hold the pipe. It leads a session of its own where the system offers
   * that: what a terminal sends to the build that happened to start it must not end it.
   */
  static Watchdog over(WorkFolder folder, List<String> serverCommand, LeasePipe pipe)
      throws IOException {
    List<String> session = Subprocess.find("setsid").map(List::of).orElse(List.of());
    // We open the reading end for it while we hold the writing one: so it can neither wait for a
    // writer nor miss that there was one.
    Process process =
        builder(folder, session, serverCommand).redirectInput(pipe.path().toFile()).start();
    folder.recordKeeper(process.toHandle());
    return new Watchdog(process, pipe.orders());
  }

  private static ProcessBuilder builder(
      WorkFolder folder, List<String> prefix, List<String> serverCommand) throws IOException {
    Path script = folder.path().resolve(SCRIPT);
    try (InputStream in = Watchdog.class.getResourceAsStream(SCRIPT)) {
      Files.copy(Objects.requireNonNull(in, SCRIPT), script);
    }
    List<String> command = new ArrayList<>(prefix);
    command.addAll(List.of("/bin/sh", script.toString(), folder.path().toString()));
    command.addAll(serverCommand);
    return Subprocess.builder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
  }

  void startServer(int port) throws IOException {
    exit = OptionalInt.empty();
    say("start " + port);
  }

  /** Asks the server to finish cleanly; {@link #serverExit()} tells when it has. */
  void stopServer() throws IOException {
    say("stop");
  }

  /** Ends the server as it is; {@link #serverExit()} tells when it has ended. */
  void haltServer() throws IOException {
    say("halt");
  }

  /** The server's exit status, if it has exited since it was started last. */
  OptionalInt serverExit() throws IOException {
    if (exit.isEmpty()) {
      exit = awaitedExit();
    }
    return exit;
  }

  private OptionalInt awaitedExit() throws IOException {
    if (!answers.ready()) {
      return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
    }
    String answer = answers.readLine();
    if (answer == null || !answer.startsWith(EXITED)) {
      throw new IOException("the watchdog said " + answer);
    }
    return OptionalInt.of(Integer.parseInt(answer.substring(EXITED.length())));
  }

  /** Lets go of the pipe and of the answers; whoever else holds the pipe decides about the end. */
  void leaveToOthers() throws IOException {
    ear.close();
    answers.close();
  }

  /** Has it end the server, if that runs, and delete its folder; {@link #close} waits for that. */
  void letGo() {
    isLetGo = true;
    try {
      ear.close();
    } catch (IOException e) {
      // It is gone already; then so is its end of the pipe.
    }
  }

  /** Whether its folder may be about to go; while not, we have not asked for that. */
  boolean isLetGo() {
    return isLetGo;
  }

  /** Ends the server, if it runs, and deletes its folder. */
  @Override
  public void close() throws IOException {
    letGo();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("it is still stopping after " + PATIENCE_SECONDS + " seconds");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while the server stopped");
    }
  }

  private void say(String order) throws IOException {
    ear.write((order + "\n").getBytes(StandardCharsets.US_ASCII));
    ear.flush();
  }
}
