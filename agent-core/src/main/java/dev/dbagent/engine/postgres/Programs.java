// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import dev.dbagent.model.StageFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The engine's programs and the way to run them here.
 *
 * @param home what {@link Binaries} installed
 * @param runAs as whom
 * @param options how
 */
record Programs(Path home, RunAs runAs, ServerOptions options) {

  /** Tells its pid on descriptor 4 before it becomes the server; a wrapper's pid would not do. */
  private static final String TELL_PID = "echo $$ >&4 && exec \"$0\" \"$@\" 4>&-";

  /** The program at that place, in a home. */
  static Path server(Path home) {
    return home.resolve("bin").resolve("postgres");
  }

  /** What a {@link Watchdog} runs; it lacks the port. */
  List<String> serverCommand(WorkFolder folder) {
    return runAs.command(
        words(List.of("/bin/sh", "-c", TELL_PID, server(home).toString()), folder, List.of()));
  }

  /** Makes a cluster in an empty data directory. */
  void initialise(WorkFolder folder) throws IOException {
    List<String> words = new ArrayList<>();
    words.add(home.resolve("bin").resolve("initdb").toString());
    words.addAll(List.of("-D", folder.data().toString(), "-U", ServerOptions.SUPERUSER));
    words.addAll(List.of("--auth=trust", "--encoding=UTF8", "--wal-segsize=1"));
    words.addAll(List.of("--no-sync", "--no-clean", "--no-instructions"));
    words.addAll(options.memory());
    words.addAll(options.locale());
    Subprocess.Outcome outcome = Subprocess.run(runAs.command(words), "", folder.log());
    if (outcome.status() != 0) {
      throw failed("could not make a data directory", outcome, folder);
    }
  }

  /**
   * Runs statements while nothing listens (manual, postgres, "Single-User Mode"): one on each line.
   * The server hears them on its standard input; no process list shows them.
   */
  void execute(WorkFolder folder, String database, List<String> statements) throws IOException {
    List<String> command =
        runAs.command(
            words(List.of(server(home).toString(), "--single"), folder, List.of(database)));
    Subprocess.Outcome outcome =
        Subprocess.run(command, String.join("\n", statements) + "\n", folder.log());
    if (outcome.status() != 0 || outcome.output().matches("(?s).*(ERROR|FATAL|PANIC):.*")) {
      throw failed("did not start", outcome, folder);
    }
  }

  private StageFailure failed(String what, Subprocess.Outcome outcome, WorkFolder folder)
      throws IOException {
    SharedMemory.forget(folder.data(), folder.log());
    return ServerFailures.of(product(), what, outcome.words(), folder.path());
  }

  /** Name and version of the engine. */
  String product() {
    return options.version().product();
  }

  private List<String> words(List<String> program, WorkFolder folder, List<String> last) {
    List<String> words = new ArrayList<>(program);
    words.addAll(List.of("-D", folder.data().toString()));
    words.addAll(options.words());
    words.addAll(last);
    return words;
  }
}
