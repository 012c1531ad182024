// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.maven;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.configuration.PlexusConfiguration;
import org.jspecify.annotations.Nullable;

/** Flyway's own settings, from the element and from properties; the command line wins. */
final class FlywaySettings {

  private static final String PROPERTY = "dbAgent.flyway.";

  private FlywaySettings() {}

  /** Under their own names, without a prefix. */
  static Map<String, String> of(
      @Nullable PlexusConfiguration element, MavenProject project, MavenSession session) {
    Map<String, String> settings = new TreeMap<>(NestedElements.settings(element));
    for (Properties properties : List.of(project.getProperties(), session.getUserProperties())) {
      for (String name : properties.stringPropertyNames()) {
        if (name.startsWith(PROPERTY)) {
          settings.put(name.substring(PROPERTY.length()), properties.getProperty(name));
        }
      }
    }
    return settings;
  }
}
