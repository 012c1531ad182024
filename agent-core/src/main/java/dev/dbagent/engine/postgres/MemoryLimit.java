// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import dev.dbagent.model.ByteCount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** How much memory the container may use that this build runs in. */
final class MemoryLimit {

  /** In versions 2 and 1 of cgroups(7), as a container sees its own. */
  private static final List<String> FILES =
      List.of("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes");

  /** No container has as much; version 1 says "none" by a number beyond this. */
  private static final long NO_LIMIT = 1L << 50;

  private MemoryLimit() {}

  /** Why a process may have been killed. */
  static String sentence() {
    return "A kernel that runs out of memory kills like that"
        + known().map(limit -> "; this container may use " + ByteCount.of(limit)).orElse("")
        + ".";
  }

  private static Optional<Long> known() {
    return FILES.stream().flatMap(file -> read(Path.of(file)).stream()).findFirst();
  }

  private static Optional<Long> read(Path file) {
    try {
      return Optional.of(Files.readString(file).strip())
          .filter(text -> text.matches("\\d{1,18}"))
          .map(Long::valueOf)
          .filter(limit -> limit < NO_LIMIT);
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
