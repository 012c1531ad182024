// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Who this process runs as. */
final class ProcessUser {

  private static final Path SELF = Path.of("/proc/self");

  private ProcessUser() {}

  static boolean isRoot() {
    try {
      if (Files.exists(SELF)) {
        return uidOf(SELF) == 0;
      }
    } catch (IOException | UnsupportedOperationException e) {
      // No such attribute here: the name must do.
    }
    return "root".equals(System.getProperty("user.name"));
  }

  /** For people, for example {@code ann (uid 1000)}. */
  static String description() {
    String name = System.getProperty("user.name", "?");
    try {
      return name + " (uid " + uidOf(SELF) + ")";
    } catch (IOException | UnsupportedOperationException e) {
      return name;
    }
  }

  /** The number of this user; where the system does not tell, that of the owner of its home. */
  static int uid() throws IOException {
    return uidOf(Files.exists(SELF) ? SELF : Path.of(System.getProperty("user.home")));
  }

  static int uidOf(Path path) throws IOException {
    return (Integer) Files.getAttribute(path, "unix:uid");
  }
}
