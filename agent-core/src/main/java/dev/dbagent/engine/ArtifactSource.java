// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine;

import java.nio.file.Path;

/** Where an engine's binaries come from: a registry, as the build knows it. */
public interface ArtifactSource {

  /**
   * Gives the file of an artifact of type jar.
   *
   * @return a file that exists and stays as it is
   * @throws UnavailableException when it cannot be had
   */
  Path jar(String groupId, String artifactId, String version) throws UnavailableException;

  /** An artifact that cannot be had; the message says why, in one sentence. */
  final class UnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    public UnavailableException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
