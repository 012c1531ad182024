// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.maven;

import dev.dbagent.model.NearestName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.maven.model.ConfigurationContainer;
import org.apache.maven.model.InputLocation;
import org.apache.maven.model.Plugin;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.Parameter;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/**
 * The parameters that the plugin's goals have. Maven drops an element that no goal knows (and older
 * ones do not even warn), so a misspelt one would silently be a default.
 */
final class ParameterNames {

  private final SortedSet<String> known = new TreeSet<>();

  ParameterNames(PluginDescriptor plugin) {
    for (MojoDescriptor goal : plugin.getMojos()) {
      // Null for a goal without any.
      if (goal.getParameters() == null) {
        continue;
      }
      for (Parameter parameter : goal.getParameters()) {
        known.add(parameter.getName());
        if (parameter.getAlias() != null) {
          known.add(parameter.getAlias());
        }
      }
    }
  }

  /** The first element in the POM that is no parameter of any goal, worded for its author. */
  Optional<String> firstUnknown(MavenProject project, String pluginKey) {
    Plugin plugin = project.getBuild().getPluginsAsMap().get(pluginKey);
    if (plugin == null) {
      return Optional.empty();
    }
    List<ConfigurationContainer> containers = new ArrayList<>();
    containers.add(plugin);
    containers.addAll(plugin.getExecutions());
    for (ConfigurationContainer container : containers) {
      Optional<String> unknown = unknownIn(container);
      if (unknown.isPresent()) {
        return unknown;
      }
    }
    return Optional.empty();
  }

  private Optional<String> unknownIn(ConfigurationContainer container) {
    if (!(container.getConfiguration() instanceof Xpp3Dom configuration)) {
      return Optional.empty();
    }
    for (Xpp3Dom element : configuration.getChildren()) {
      if (!known.contains(element.getName())) {
        return Optional.of(
            placeOf(element, container)
                + "unknown parameter <"
                + element.getName()
                + ">"
                + NearestName.question(element.getName(), known));
      }
    }
    return Optional.empty();
  }

  /** Maven 4 knows only where the whole configuration stands. */
  private static String placeOf(Xpp3Dom element, ConfigurationContainer container) {
    InputLocation location =
        element.getInputLocation() instanceof InputLocation exact
            ? exact
            : container.getLocation("configuration");
    if (location == null) {
      return "";
    }
    String file =
        location.getSource() == null
            ? "pom.xml"
            : String.valueOf(location.getSource().getLocation());
    return file + ":" + location.getLineNumber() + ": ";
  }
}
