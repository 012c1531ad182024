// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.outputs;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The folders in which a build wants its outputs, each under a name that is the same in every
 * build: an output is called {@code <root>/<path in it>}, wherever the root lies.
 *
 * @param roots the folders by name; a name has no slash
 */
public record OutputRoots(Map<String, Path> roots) {

  public OutputRoots {
    roots = Collections.unmodifiableMap(new TreeMap<>(roots));
  }

  /** Where an output lies. */
  public Path locate(String output) {
    int slash = output.indexOf('/');
    Path root = slash < 0 ? null : roots.get(output.substring(0, slash));
    if (root == null) {
      throw new IllegalArgumentException("no root of " + output + " among " + roots.keySet());
    }
    Path located = root.resolve(output.substring(slash + 1)).normalize();
    if (!located.startsWith(root.normalize())) {
      throw new IllegalArgumentException(output + " leads out of its root");
    }
    return located;
  }
}
