// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import dev.dbagent.engine.ArtifactSource;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Asks for each artifact once: a registry that does not answer is waited for long enough the first
 * time. To be asked by one thread.
 */
final class AskedOnce implements ArtifactSource {

  private final ArtifactSource source;
  private final Map<String, Path> found = new HashMap<>();
  private final Map<String, UnavailableException> missing = new HashMap<>();

  AskedOnce(ArtifactSource source) {
    this.source = source;
  }

  @Override
  public Path jar(String groupId, String artifactId, String version) throws UnavailableException {
    String name = String.join(":", groupId, artifactId, version);
    if (missing.containsKey(name)) {
      throw missing.get(name);
    }
    Path jar = found.get(name);
    if (jar == null) {
      try {
        jar = source.jar(groupId, artifactId, version);
        found.put(name, jar);
      } catch (UnavailableException e) {
        missing.put(name, e);
        throw e;
      }
    }
    return jar;
  }
}
