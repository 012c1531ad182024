// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import dev.dbagent.model.ByteCount;
import dev.dbagent.model.DiskFullException;
import dev.dbagent.model.DiskSpace;
import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.StageFailure;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How much room the cache takes. */
final class CacheUse {

  /** Not worth a word. */
  private static final long LITTLE = 100_000;

  private final CacheDirectory cache;

  CacheUse(CacheDirectory cache) {
    this.cache = cache;
  }

  /** The same failure when it is not one of a full disk. */
  StageFailure noted(StageFailure failure) {
    return failure.getCause() instanceof DiskFullException full
        ? new StageFailure(noted(failure.facts(), full.folder()), full)
        : failure;
  }

  /**
   * With the share that the cache has in a file system that is full.
   *
   * @param folder on that file system
   */
  FailureFacts noted(FailureFacts facts, Path folder) {
    if (!DiskSpace.isShared(cache.root(), folder)) {
      return facts;
    }
    Map<String, Long> parts = new LinkedHashMap<>();
    parts.put("binaries", sizeOf(cache.binaries()));
    parts.put("templates", sizeOf(cache.templates()));
    parts.put("states", sizeOf(cache.states()));
    parts.put("spare data directories", sizeOf(cache.spare()));
    parts.put("servers at work", sizeOf(cache.work()));
    parts.put("databases of failed tests", sizeOf(cache.kept()));
    parts.put("classes of its JVMs", sizeOf(cache.classes()));
    parts.values().removeIf(size -> size < LITTLE);
    return parts.isEmpty() ? facts : facts.note(sentence(parts));
  }

  private String sentence(Map<String, Long> parts) {
    long all = parts.values().stream().mapToLong(Long::longValue).sum();
    String each =
        parts.entrySet().stream()
            .map(part -> part.getKey() + " " + ByteCount.of(part.getValue()))
            .collect(Collectors.joining(", "));
    return "The agent's cache %s takes %s of it: %s."
        .formatted(cache.root(), ByteCount.of(all), each);
  }

  /** What others delete meanwhile does not count; what has two names counts once. */
  static long sizeOf(Path folder) {
    Sum sum = new Sum();
    try {
      Files.walkFileTree(folder, sum);
    } catch (IOException e) {
      // What was counted so far is better than nothing.
    }
    return sum.bytes;
  }

  private static final class Sum extends SimpleFileVisitor<Path> {

    private final Set<Object> seen = new HashSet<>();
    private long bytes;

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      Object key = attributes.fileKey();
      if (attributes.isRegularFile() && (key == null || seen.add(key))) {
        bytes += attributes.size();
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) {
      return FileVisitResult.CONTINUE;
    }
  }
}
