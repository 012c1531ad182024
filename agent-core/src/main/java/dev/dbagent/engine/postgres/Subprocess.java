// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Child processes: in the root folder, with an environment that carries no secret of the build. */
final class Subprocess {

  /** The longest that any of them takes is about a second, on a slow disk some ten. */
  private static final int PATIENCE_MINUTES = 5;

  private static final String SEARCH_PATH = "/usr/bin:/bin";

  private Subprocess() {}

  /**
   * What a process left behind.
   *
   * @param status its exit status
   * @param output standard output and standard error
   */
  record Outcome(int status, String output) {

    LastWords words() {
      return new LastWords(output, OptionalInt.of(status));
    }

    /** The last line it said, or its status when it said nothing. */
    String lastWord() {
      return output
          .lines()
          .filter(line -> !line.isBlank())
          .reduce((first, second) -> second)
          .orElse("exit status " + status);
    }
  }

  /** Where a program of that name lies on the search path. */
  static Optional<String> find(String program) {
    String path = System.getenv().getOrDefault("PATH", SEARCH_PATH);
    return Stream.of(path.split(File.pathSeparator, -1))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }

  static ProcessBuilder builder(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> environment = builder.environment();
    String path = environment.getOrDefault("PATH", SEARCH_PATH);
    environment.clear();
    environment.put("PATH", path);
    environment.put("LC_ALL", "C");
    // The account that a server runs as may not be allowed into the folder of the build.
    return builder.directory(Path.of("/").toFile());
  }

  /**
   * Runs a command to its end, which must come in minutes. It hears the input, then end-of-file.
   */
  static Outcome run(List<String> command, String input, Path output) throws IOException {
    File file = output.toFile();
    Process process = builder(command).redirectErrorStream(true).redirectOutput(file).start();
    try {
      try (OutputStream stdin = process.getOutputStream()) {
        stdin.write(input.getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        // It did not want to hear it all; its status tells whether that is a failure.
      }
      if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        throw new IOException(
            command.get(0) + " did not end within " + PATIENCE_MINUTES + " minutes");
      }
      return new Outcome(
          process.exitValue(), Files.readString(output, StandardCharsets.ISO_8859_1));
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while " + command.get(0) + " ran");
    }
  }
}
