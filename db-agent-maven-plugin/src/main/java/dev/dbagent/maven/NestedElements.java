// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.maven;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.codehaus.plexus.configuration.PlexusConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Configuration elements that the plugin hands through under the names of the tool they are for.
 */
final class NestedElements {

  private static final String PLACEHOLDERS = "placeholders";

  private NestedElements() {}

  /**
   * Flattens elements to dotted names. A list, whose children are named after their parent's
   * singular ({@code <locations><location>}), becomes one comma-separated value.
   */
  static Map<String, String> settings(@Nullable PlexusConfiguration element) {
    Map<String, String> settings = new TreeMap<>();
    if (element != null) {
      for (PlexusConfiguration child : element.getChildren()) {
        collect(child.getName(), child, settings);
      }
    }
    return settings;
  }

  private static void collect(
      String name, PlexusConfiguration element, Map<String, String> settings) {
    if (element.getChildCount() == 0) {
      settings.put(name, textOf(element));
    } else if (isList(element)) {
      settings.put(
          name,
          Arrays.stream(element.getChildren())
              .map(NestedElements::textOf)
              .collect(Collectors.joining(",")));
    } else {
      for (PlexusConfiguration child : element.getChildren()) {
        collect(name + "." + child.getName(), child, settings);
      }
    }
  }

  private static boolean isList(PlexusConfiguration element) {
    return !element.getName().equals(PLACEHOLDERS)
        && Arrays.stream(element.getChildren())
            .allMatch(child -> element.getName().startsWith(child.getName()));
  }

  private static String textOf(PlexusConfiguration element) {
    String text = element.getValue("");
    return text == null ? "" : text.strip();
  }

  /** The element as XML text, with its attributes and without what the POM adds around it. */
  static @Nullable String xml(@Nullable PlexusConfiguration element) {
    if (element == null) {
      return null;
    }
    StringBuilder xml = new StringBuilder();
    write(element, xml);
    return xml.toString();
  }

  private static void write(PlexusConfiguration element, StringBuilder xml) {
    xml.append('<').append(element.getName());
    for (String attribute : element.getAttributeNames()) {
      xml.append(' ').append(attribute).append("=\"");
      xml.append(escape(element.getAttribute(attribute, ""))).append('"');
    }
    xml.append('>').append(escape(element.getValue("")));
    for (PlexusConfiguration child : element.getChildren()) {
      write(child, xml);
    }
    xml.append("</").append(element.getName()).append('>');
  }

  private static String escape(@Nullable String text) {
    return text == null
        ? ""
        : text.replace("&", "&amp;")
            .replace("<", "&lt;")
            .replace(">", "&gt;")
            .replace("\"", "&quot;");
  }
}
