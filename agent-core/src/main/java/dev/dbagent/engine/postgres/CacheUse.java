// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import dev.dbagent.model.ByteCount;
import dev.dbagent.model.DiskFullException;
import dev.dbagent.model.DiskSpace;
import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.StageFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
    parts.put("servers at work", sizeOf(cache.work()));
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

  /** What other builds delete meanwhile does not count; what has two names counts once. */
  static long sizeOf(Path folder) {
    Set<Object> seen = new HashSet<>();
    try (Stream<Path> all = Files.walk(folder)) {
      return all.mapToLong(
              file -> {
                BasicFileAttributes attributes = attributes(file);
                Object key = attributes.fileKey();
                return attributes.isRegularFile() && (key == null || seen.add(key))
                    ? attributes.size()
                    : 0;
              })
          .sum();
    } catch (IOException | UncheckedIOException e) {
      return 0;
    }
  }

  private static BasicFileAttributes attributes(Path file) {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
