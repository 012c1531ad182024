// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.maven;

import dev.dbagent.engine.ArtifactSource;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;

/**
 * Artifacts as this build resolves them: its repositories, mirrors, credentials and offline flag.
 */
final class RegistryArtifacts implements ArtifactSource {

  private final RepositorySystem repositorySystem;
  private final RepositorySystemSession session;
  private final List<RemoteRepository> repositories;

  RegistryArtifacts(
      RepositorySystem repositorySystem,
      RepositorySystemSession session,
      List<RemoteRepository> repositories) {
    this.repositorySystem = repositorySystem;
    this.session = session;
    this.repositories = List.copyOf(repositories);
  }

  @Override
  public Path jar(String groupId, String artifactId, String version) throws UnavailableException {
    DefaultArtifact artifact = new DefaultArtifact(groupId, artifactId, "jar", version);
    try {
      return repositorySystem
          .resolveArtifact(session, new ArtifactRequest(artifact, repositories, null))
          .getArtifact()
          .getFile()
          .toPath();
    } catch (ArtifactResolutionException e) {
      String mode = session.isOffline() ? " (the build is offline)" : "";
      throw new UnavailableException(artifact + " cannot be resolved" + mode, e);
    }
  }
}
