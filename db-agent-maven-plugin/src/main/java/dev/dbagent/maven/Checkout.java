// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.maven;

import java.nio.file.Files;
import java.nio.file.Path;

/** The folder that whoever reads a report has checked out. */
final class Checkout {

  private static final String GIT = ".git";

  private Checkout() {}

  /**
   * A module's folder seen from the root of its checkout, with forward slashes; empty when it is
   * the root.
   *
   * @param reactor the root of the build, which counts where there is no git
   */
  static String pathOf(Path module, Path reactor) {
    Path absolute = module.toAbsolutePath().normalize();
    Path root = root(absolute, reactor.toAbsolutePath().normalize());
    return absolute.startsWith(root) ? root.relativize(absolute).toString().replace('\\', '/') : "";
  }

  /** A work tree of git has a file of that name instead of a folder. */
  private static Path root(Path module, Path reactor) {
    for (Path folder = module; folder != null; folder = folder.getParent()) {
      if (Files.exists(folder.resolve(GIT))) {
        return folder;
      }
    }
    return reactor;
  }
}
