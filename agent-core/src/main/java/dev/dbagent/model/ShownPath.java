// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.model;

import java.nio.file.Path;
import java.util.Objects;

/** Paths for people, and for whatever must not depend on where a project lies. */
public final class ShownPath {

  private ShownPath() {}

  /**
   * The path as somebody who works in the project would write it, with forward slashes: seen from
   * the project, also if it lies outside; as it is only if there is no way there.
   */
  public static String of(Path path, Path project) {
    Path absolute = path.toAbsolutePath().normalize();
    Path from = project.toAbsolutePath().normalize();
    boolean sameRoot = Objects.equals(absolute.getRoot(), from.getRoot());
    Path shown = sameRoot ? from.relativize(absolute) : absolute;
    return shown.toString().replace('\\', '/');
  }
}
