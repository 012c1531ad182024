// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import dev.dbagent.model.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Removes what JVMs left behind that are gone: usually nothing, because a watchdog removes it; but
 * a machine can lose its power, and a watchdog can be killed too.
 */
final class Leftovers {

  /** A pid of another container means nothing here; a build does not run for so long. */
  private static final Duration FOREIGN_AGE = Duration.ofDays(1);

  private final Path root;
  private final Progress progress;

  Leftovers(Path root, Progress progress) {
    this.root = root;
    this.progress = progress;
  }

  /** What cannot be removed now is left for the next sweep. */
  void sweep() throws IOException {
    List<Path> folders;
    try (Stream<Path> all = Files.list(root)) {
      folders = all.toList();
    }
    for (Path folder : folders) {
      if (isLeft(folder)) {
        remove(new WorkFolder(folder));
      }
    }
  }

  /** Whether any folder here is still in use. */
  boolean anyInUse() throws IOException {
    try (Stream<Path> all = Files.list(root)) {
      return all.anyMatch(folder -> !isLeft(folder));
    }
  }

  /** The processes of this machine whose builds use a folder here now. */
  List<Long> builds() throws IOException {
    try (Stream<Path> all = Files.list(root)) {
      return all.filter(folder -> !isLeft(folder))
          .flatMap(folder -> user(folder).stream())
          .distinct()
          .sorted()
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  /** The JVM that made a folder, or the watchdog that keeps it for others when that has gone. */
  private static Optional<Long> user(Path folder) {
    Optional<ProcessId> jvm = ProcessId.parse(folder.getFileName().toString().split("\\.", -1)[0]);
    return jvm.filter(id -> id.running().isPresent() || !isKept(folder))
        .map(ProcessId::pid)
        .or(() -> keeper(folder).map(ProcessHandle::pid));
  }

  private static boolean isLeft(Path folder) {
    String[] parts = folder.getFileName().toString().split("\\" + WorkFolders.SEPARATOR, -1);
    Optional<ProcessId> jvm = ProcessId.parse(parts[0]);
    if (parts.length != 3 || jvm.isEmpty()) {
      return false;
    }
    return parts[1].equals(WorkFolders.scope())
        ? jvm.get().running().isEmpty() && !isKept(folder)
        : isOlderThan(folder, FOREIGN_AGE);
  }

  /** A server that processes share may outlive the one that started it. */
  private static boolean isKept(Path folder) {
    return keeper(folder).isPresent();
  }

  private static Optional<ProcessHandle> keeper(Path folder) {
    try {
      return new WorkFolder(folder).recordedKeeper();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static boolean isOlderThan(Path folder, Duration age) {
    try {
      return Files.getLastModifiedTime(folder).toInstant().isBefore(Instant.now().minus(age));
    } catch (IOException e) {
      return false;
    }
  }

  private void remove(WorkFolder folder) {
    try {
      folder.recordedServer().ifPresent(Leftovers::end);
      Folders.delete(folder.path());
      progress.detail("Removed " + folder.path() + ", left behind by a build that is gone");
    } catch (IOException e) {
      progress.detail("Cannot remove " + folder.path() + " yet: " + e);
    }
  }

  /** SIGQUIT lets the server take its children and its shared memory along. */
  static void end(ProcessHandle server) {
    try {
      Subprocess.builder(List.of("/bin/sh", "-c", "kill -QUIT " + server.pid())).start();
      server.onExit().get(1, TimeUnit.SECONDS);
    } catch (IOException | ExecutionException | TimeoutException e) {
      List<ProcessHandle> children = server.descendants().toList();
      server.destroyForcibly();
      children.forEach(ProcessHandle::destroyForcibly);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
