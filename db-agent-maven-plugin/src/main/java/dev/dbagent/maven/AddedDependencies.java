// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.maven;

import java.nio.file.Path;
import java.util.List;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.model.Dependency;
import org.apache.maven.model.Plugin;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.project.MavenProject;

/**
 * What a POM adds to the plugin by {@code <dependencies>}: Java migrations, callbacks, generators.
 */
final class AddedDependencies {

  private final PluginDescriptor plugin;

  AddedDependencies(PluginDescriptor plugin) {
    this.plugin = plugin;
  }

  /** Their files, in the order of the plugin's class path; what they in turn need is left out. */
  List<Path> jars(MavenProject project) {
    Plugin declared = project.getBuild().getPluginsAsMap().get(plugin.getPluginLookupKey());
    if (declared == null || declared.getDependencies().isEmpty()) {
      return List.of();
    }
    List<String> added =
        declared.getDependencies().stream().map(Dependency::getManagementKey).toList();
    return plugin.getArtifacts().stream()
        .filter(artifact -> added.contains(managementKey(artifact)))
        .map(artifact -> artifact.getFile().toPath())
        .toList();
  }

  private static String managementKey(Artifact artifact) {
    Dependency dependency = new Dependency();
    dependency.setGroupId(artifact.getGroupId());
    dependency.setArtifactId(artifact.getArtifactId());
    dependency.setType(artifact.getType());
    dependency.setClassifier(artifact.getClassifier());
    return dependency.getManagementKey();
  }
}
