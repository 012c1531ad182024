// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.maven;

import dev.dbagent.diagnosis.Wording;
import java.util.List;
import org.apache.maven.plugin.descriptor.PluginDescriptor;

/**
 * Words a setting as who writes a POM knows it.
 *
 * @param plugin its coordinates, which call a goal from any folder
 */
record PomWording(String plugin) implements Wording {

  private static final String PROPERTIES = "dbAgent.";

  static PomWording of(PluginDescriptor plugin) {
    return new PomWording(
        plugin.getGroupId() + ":" + plugin.getArtifactId() + ":" + plugin.getVersion());
  }

  /** The element, nested as it must be, and its property for the command line. */
  @Override
  public String setting(String name) {
    String element =
        List.of(name.split("\\.")).stream().map(PomWording::tag).reduce("", String::concat);
    return hasProperty(name) ? element + " (-D" + PROPERTIES + name + "=...)" : element;
  }

  /** The element with its value, complete, and the same for the command line. */
  @Override
  public String setting(String name, String value) {
    String element = value;
    List<String> names = List.of(name.split("\\."));
    for (int i = names.size() - 1; i >= 0; i--) {
      element = tag(names.get(i)) + element + "</" + names.get(i) + ">";
    }
    return hasProperty(name) ? element + " (-D" + PROPERTIES + name + "=" + value + ")" : element;
  }

  @Override
  public String more(String code) {
    return "mvn " + plugin + ":explain -Dcode=" + code;
  }

  private static String tag(String name) {
    return "<" + name + ">";
  }

  /** jOOQ's element is a tree, which no command line can give. */
  private static boolean hasProperty(String name) {
    return !name.equals("generator") && !name.startsWith("generator.");
  }
}
