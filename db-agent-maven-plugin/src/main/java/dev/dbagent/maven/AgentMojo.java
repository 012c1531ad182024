// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.maven;

import dev.dbagent.WorkerPool;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.SessionData;

/** What Maven gives to each goal that calls the agent, as the agent wants it. */
@SuppressWarnings("NullAway.Init") // Maven injects every field before execute()
abstract class AgentMojo extends AbstractMojo {

  @Parameter(defaultValue = "${project}", readonly = true, required = true)
  MavenProject project;

  @Parameter(defaultValue = "${session}", readonly = true, required = true)
  MavenSession session;

  @Parameter(defaultValue = "${plugin}", readonly = true, required = true)
  PluginDescriptor plugin;

  @Inject RepositorySystem repositorySystem;

  /**
   * @throws MojoExecutionException when the POM has an element that is no parameter
   */
  final void refuseUnknownParameters() throws MojoExecutionException {
    Optional<String> unknown =
        new ParameterNames(plugin).firstUnknown(project, plugin.getPluginLookupKey());
    if (unknown.isPresent()) {
      throw new MojoExecutionException(unknown.get());
    }
  }

  final RegistryArtifacts artifacts() {
    return new RegistryArtifacts(
        repositorySystem, session.getRepositorySession(), project.getRemoteProjectRepositories());
  }

  /**
   * @param makesRowsUp whether the library that makes values up is needed
   */
  final PluginLibraries libraries(boolean makesRowsUp) {
    return new PluginLibraries(
        repositorySystem, session.getRepositorySession(), project, plugin, makesRowsUp);
  }

  /** Those of this build; another class loader has classes, and so a pool, of its own. */
  final WorkerPool workers() {
    SessionData data = session.getRepositorySession().getData();
    synchronized (data) {
      WorkerPool known = (WorkerPool) data.get(WorkerPool.class);
      WorkerPool workers = known == null ? new WorkerPool() : known;
      data.set(WorkerPool.class, workers);
      return workers;
    }
  }

  final Screen screen() {
    return Screen.of(session.getRequest(), System.getenv());
  }

  final MavenProgress progress() {
    return new MavenProgress(getLog(), new Later(), InstantSource.system());
  }

  /** A class: a build that has nothing to do has no time to link a lambda. */
  private final class Later implements Supplier<LongStage> {

    @Override
    public LongStage get() {
      return screen().longStage(getLog());
    }
  }
}
