// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs Maven, always with the benchmarks' own local repository.
 *
 * @param command the program
 * @param repository the local repository
 */
record MavenCommand(String command, Path repository) {

  private static final long LIMIT_MINUTES = 15;
  private static final Pattern BEFORE_COLLECTION = Pattern.compile("\\) (\\d+)M->\\d+M\\(");
  private static final Pattern AT_EXIT =
      Pattern.compile("(?:heap|generation)\\s+total \\d+K, used (\\d+)K");

  private static final Pattern GOAL_FAILED =
      Pattern.compile(
          "Failed to execute goal \\S+:(\\S+:[\\d.]+\\S*) .*?on project \\S+: (.*?) -> \\[Help");

  /**
   * How it went.
   *
   * @param failure the first error it printed; empty for none
   */
  record Run(double seconds, long mavenKb, long heapKb, long serverKb, String failure) {
    Run withFailure(String other) {
      return new Run(seconds, mavenKb, heapKb, serverKb, other);
    }
  }

  /**
   * Runs it and measures.
   *
   * @param serverFolder below which the build's database server works
   * @param log where its output goes
   */
  Run run(Path directory, Path serverFolder, Path log, List<String> arguments)
      throws IOException, InterruptedException {
    Files.createDirectories(log.getParent());
    Path collections = log.resolveSibling("gc.log");
    Files.deleteIfExists(collections);
    ProcessBuilder builder = builder(directory, log, arguments);
    builder.environment().put("MAVEN_OPTS", "-Xlog:gc,gc+heap+exit:file=" + collections);
    long start = System.nanoTime();
    Process process = builder.start();
    try (MemoryWatch watch = new MemoryWatch(process.pid(), serverFolder)) {
      boolean ended = process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES);
      double seconds = (System.nanoTime() - start) / 1e9;
      if (!ended) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
        return new Run(seconds, 0, 0, 0, "no end after " + LIMIT_MINUTES + " minutes");
      }
      watch.awaitRest();
      String failure = process.exitValue() == 0 ? "" : firstError(log);
      return new Run(seconds, watch.mavenKb(), heapKb(collections), watch.serverKb(), failure);
    }
  }

  /**
   * Runs it, with a failure that cannot be lived with.
   *
   * @return what it printed
   */
  String execute(Path directory, Path log, String... arguments)
      throws IOException, InterruptedException {
    Files.createDirectories(log.getParent());
    Process process = builder(directory, log, List.of(arguments)).start();
    if (process.waitFor() != 0) {
      throw new IOException(
          "mvn " + String.join(" ", arguments) + " failed: " + firstError(log) + " (" + log + ")");
    }
    return Files.readString(log);
  }

  private ProcessBuilder builder(Path directory, Path log, List<String> arguments) {
    List<String> words = new ArrayList<>(List.of(command, "-B", "-Dstyle.color=never"));
    words.add("-Dmaven.repo.local=" + repository);
    words.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    Map<String, String> environment = builder.environment();
    environment.put("MAVEN_SKIP_RC", "true");
    environment.remove("MAVEN_ARGS");
    environment.remove("MAVEN_OPTS");
    return builder;
  }

  /** What Maven says that the goal said, in one line; else the first error. */
  private static String firstError(Path log) throws IOException {
    List<String> errors =
        Files.readAllLines(log).stream()
            .map(line -> line.replaceAll("\\x1b\\[[\\d;]*m", ""))
            .filter(line -> line.startsWith("[ERROR] "))
            .map(line -> line.substring("[ERROR] ".length()).strip())
            .toList();
    String all = String.join(" ", errors);
    Matcher goal = GOAL_FAILED.matcher(all);
    if (goal.find()) {
      return goal.group(1) + ": " + goal.group(2);
    }
    return errors.isEmpty() ? "Maven printed no error" : errors.get(0);
  }

  private static long heapKb(Path collections) throws IOException {
    if (!Files.exists(collections)) {
      return 0;
    }
    String log = Files.readString(collections);
    long peak = 0;
    for (Matcher before = BEFORE_COLLECTION.matcher(log); before.find(); ) {
      peak = Math.max(peak, Long.parseLong(before.group(1)) * 1024);
    }
    long atExit = 0;
    for (Matcher exit = AT_EXIT.matcher(log); exit.find(); ) {
      atExit += Long.parseLong(exit.group(1));
    }
    return Math.max(peak, atExit);
  }
}
