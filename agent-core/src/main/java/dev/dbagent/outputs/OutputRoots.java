// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.outputs;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The folders in which a build wants its outputs, each under a name that is the same in every
 * build: an output is called {@code <root>/<path in it>}, wherever the root lies.
 *
 * @param roots the folders by name; a name has no slash
 */
public record OutputRoots(Map<String, Path> roots) {

  public OutputRoots {
    SortedMap<String, Path> normal = new TreeMap<>();
    for (Map.Entry<String, Path> root : roots.entrySet()) {
      normal.put(root.getKey(), root.getValue().normalize());
    }
    roots = Collections.unmodifiableSortedMap(normal);
  }

  /** Where an output lies. */
  public Path locate(String output) {
    int slash = output.indexOf('/');
    Path root = slash < 0 ? null : roots.get(output.substring(0, slash));
    if (root == null) {
      throw new IllegalArgumentException("no root of " + output + " among " + roots.keySet());
    }
    String path = output.substring(slash + 1);
    if (!mayLeadOut(path)) {
      return root.resolve(path);
    }
    Path located = root.resolve(path).normalize();
    if (!located.startsWith(root)) {
      throw new IllegalArgumentException(output + " leads out of its root");
    }
    return located;
  }

  /**
   * What the agent makes has no such name; to ask a path costs a just started JVM ten times as
   * much.
   */
  private static boolean mayLeadOut(String path) {
    return path.startsWith("/")
        || path.contains("..")
        || path.indexOf('\\') >= 0
        || path.indexOf(':') >= 0;
  }
}
