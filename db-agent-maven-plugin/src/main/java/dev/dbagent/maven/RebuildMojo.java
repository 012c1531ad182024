// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.maven;

import dev.dbagent.handoff.HandedOn;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.project.DefaultDependencyResolutionRequest;
import org.apache.maven.project.DependencyResolutionException;
import org.apache.maven.project.DependencyResolutionResult;
import org.apache.maven.project.ProjectDependenciesResolver;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.graph.Dependency;

/**
 * Makes sure that the states are in the cache which the module's tests copy their databases from.
 * One that is not there, because another machine has made it or the cache was emptied, is made
 * again from what the database module has put into its jar. It is the same state, or the goal fails
 * and says what is different. For modules of the same build it does nothing: the goal <code>prepare
 * </code> there has done it.
 *
 * @since 0.1.0
 */
// Maven itself would fail mvn initialize here if a module of the same build is not packaged yet.
@Mojo(name = "rebuild", defaultPhase = LifecyclePhase.INITIALIZE, threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven injects every field before execute()
public final class RebuildMojo extends DownstreamMojo {

  @Inject ProjectDependenciesResolver resolver;

  @Override
  void run() throws IOException, MojoExecutionException {
    String wanted = module == null ? "" : module;
    List<HandedOn> all = handedOn(jars());
    if (all.isEmpty()) {
      getLog().debug("No dependency of the tests has a verified database");
    }
    for (HandedOn one : all) {
      if (one.isOf(wanted) && !provide(one)) {
        getLog()
            .info(
                "In the cache: state %s of %s"
                    .formatted(one.handedOff().state().abbreviated(), one.handedOff().module()));
      }
    }
  }

  /** Those that can be had: whoever needs the others tells of them. */
  private List<Path> jars() {
    Set<String> modules =
        session.getProjects().stream()
            .map(one -> name(one.getGroupId(), one.getArtifactId(), one.getVersion()))
            .collect(Collectors.toSet());
    DefaultDependencyResolutionRequest request =
        new DefaultDependencyResolutionRequest(project, session.getRepositorySession());
    request.setResolutionFilter(
        (node, parents) ->
            node.getArtifact() == null || !modules.contains(name(node.getArtifact())));
    List<Path> jars = new ArrayList<>();
    for (Dependency dependency : resolved(request).getResolvedDependencies()) {
      if (dependency.getArtifact().getFile() != null) {
        jars.add(dependency.getArtifact().getFile().toPath());
      }
    }
    return jars;
  }

  private DependencyResolutionResult resolved(DefaultDependencyResolutionRequest request) {
    try {
      return resolver.resolve(request);
    } catch (DependencyResolutionException e) {
      getLog().debug("Not every dependency can be resolved yet: " + e.getMessage());
      return e.getResult();
    }
  }

  private static String name(Artifact artifact) {
    return name(artifact.getGroupId(), artifact.getArtifactId(), artifact.getBaseVersion());
  }

  private static String name(String groupId, String artifactId, String version) {
    return groupId + ":" + artifactId + ":" + version;
  }
}
