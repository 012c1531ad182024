// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.maven;

import java.util.List;

/** Words a setting as who writes a POM knows it. */
final class PomWording {

  private static final String PROPERTIES = "dbAgent.";

  private PomWording() {}

  /** The element, nested as it must be, and its property for the command line. */
  static String setting(String name) {
    String element =
        List.of(name.split("\\.")).stream().map(PomWording::tag).reduce("", String::concat);
    return hasProperty(name) ? element + " (-D" + PROPERTIES + name + "=...)" : element;
  }

  /** The element with its value, complete, and the same for the command line. */
  static String setting(String name, String value) {
    String element = value;
    List<String> names = List.of(name.split("\\."));
    for (int i = names.size() - 1; i >= 0; i--) {
      element = tag(names.get(i)) + element + "</" + names.get(i) + ">";
    }
    return hasProperty(name) ? element + " (-D" + PROPERTIES + name + "=" + value + ")" : element;
  }

  private static String tag(String name) {
    return "<" + name + ">";
  }

  /** jOOQ's element is a tree, which no command line can give. */
  private static boolean hasProperty(String name) {
    return !name.equals("generator") && !name.startsWith("generator.");
  }
}
