// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.junit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the build that made a handoff has kept its state. */
final class CacheFolder {

  /** A property of the system, or a configuration parameter of JUnit; also that of the plugin. */
  static final String PROPERTY = "dbAgent.cacheDirectory";

  private CacheFolder() {}

  /**
   * The folder, absolute or by the plugin's default. A relative one is one of the module that made
   * the state: so it is looked for from its handoff upwards.
   *
   * @return null for the current user's own
   */
  static @Nullable Path of(Optional<String> configured, Path handoff) {
    if (configured.isEmpty() || configured.get().isBlank()) {
      return null;
    }
    Path folder = Path.of(configured.get());
    Path above = handoff.toAbsolutePath().getParent();
    while (!folder.isAbsolute() && above != null) {
      if (Files.isDirectory(above.resolve(folder).resolve("states"))) {
        return above.resolve(folder);
      }
      above = above.getParent();
    }
    return folder.toAbsolutePath();
  }
}
