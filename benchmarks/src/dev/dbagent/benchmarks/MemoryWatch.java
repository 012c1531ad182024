// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Looks at the memory of a build ten times a second, in {@code /proc} (proc(5)); without one it
 * sees nothing. A JVM's peak is the kernel's own; a server's is a sum over its processes, so a peak
 * between two looks is missed.
 */
final class MemoryWatch implements AutoCloseable {

  private static final Path PROC = Path.of("/proc");
  private static final long PERIOD_MILLIS = 100;
  private static final long PATIENCE_SECONDS = 30;

  private final long build;
  private final Path serverFolder;
  private final Thread thread = new Thread(this::watch, "memory watch");
  private volatile boolean closed;
  private volatile long mavenKb;
  private volatile long serverKb;

  /** A process that a JVM starts looks like a second one of it for a moment. */
  private volatile Set<Long> seenBefore = Set.of();

  /** Also those that are nobody's child any more. */
  private final Set<Long> everSeen = ConcurrentHashMap.newKeySet();

  /**
   * @param build the process id
   * @param serverFolder a server belongs to the build when it works below this folder
   */
  MemoryWatch(long build, Path serverFolder) {
    this.build = build;
    this.serverFolder = serverFolder;
    thread.setDaemon(true);
    if (Files.exists(PROC.resolve("self/stat"))) {
      thread.start();
    }
  }

  long mavenKb() {
    return mavenKb;
  }

  long serverKb() {
    return serverKb;
  }

  /** Waits, not for ever, for what the build has left at work: it would slow down the next one. */
  void awaitRest() throws InterruptedException {
    for (long pid : everSeen) {
      Optional<ProcessHandle> rest = ProcessHandle.of(pid);
      try {
        if (rest.isPresent()) {
          rest.get().onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
      } catch (ExecutionException | TimeoutException e) {
        // The next build is measured beside it.
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void watch() {
    while (!closed) {
      look();
      try {
        Thread.sleep(PERIOD_MILLIS);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void look() {
    Map<Long, Long> parents = new HashMap<>();
    List<Long> machines = new ArrayList<>();
    List<Long> servers = new ArrayList<>();
    for (Path process : processes()) {
      String stat = read(process.resolve("stat"));
      int end = stat.lastIndexOf(')');
      if (end < 0) {
        continue;
      }
      long pid = Long.parseLong(process.getFileName().toString());
      parents.put(pid, Long.parseLong(stat.substring(end + 2).split(" ", 3)[1]));
      String name = stat.substring(stat.indexOf('(') + 1, end);
      if (name.equals("java")) {
        machines.add(pid);
      } else if (name.equals("postgres") && worksBelow(serverFolder, process)) {
        servers.add(pid);
      }
    }
    machines.removeIf(pid -> !isOfBuild(pid, parents));
    long together =
        machines.stream().filter(seenBefore::contains).mapToLong(pid -> status(pid, "VmHWM")).sum();
    mavenKb = Math.max(mavenKb, together);
    seenBefore = Set.copyOf(machines);
    everSeen.addAll(machines);
    serverKb = Math.max(serverKb, together(servers));
  }

  /** What is shared is counted once: the largest share that one process has of it. */
  private static long together(List<Long> servers) {
    return servers.stream().mapToLong(pid -> status(pid, "RssAnon")).sum()
        + servers.stream().mapToLong(pid -> status(pid, "RssShmem")).max().orElse(0)
        + servers.stream().mapToLong(pid -> status(pid, "RssFile")).max().orElse(0);
  }

  private boolean isOfBuild(long pid, Map<Long, Long> parents) {
    for (Long ancestor = pid; ancestor != null; ancestor = parents.get(ancestor)) {
      if (ancestor == build) {
        return true;
      }
    }
    return false;
  }

  /** A server's working directory is its data directory. */
  private static boolean worksBelow(Path folder, Path process) {
    try {
      return Files.readSymbolicLink(process.resolve("cwd")).startsWith(folder);
    } catch (IOException e) {
      // It has ended, or is somebody else's.
      return false;
    }
  }

  /** Ends the servers that a failed build left behind. */
  static void endServersBelow(Path folder) {
    for (Path process : processes()) {
      if (read(process.resolve("comm")).strip().equals("postgres") && worksBelow(folder, process)) {
        ProcessHandle.of(Long.parseLong(process.getFileName().toString()))
            .ifPresent(ProcessHandle::destroyForcibly);
      }
    }
  }

  private static List<Path> processes() {
    List<Path> processes = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(PROC, "[0-9]*")) {
      all.forEach(processes::add);
    } catch (IOException e) {
      // One look less.
      return List.of();
    }
    return processes;
  }

  private static long status(long pid, String field) {
    return read(PROC.resolve(Long.toString(pid)).resolve("status"))
        .lines()
        .filter(line -> line.startsWith(field + ":"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElse(0);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      // The process has ended.
      return "";
    }
  }
}
