// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.model;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.util.Properties;
import java.util.jar.Attributes;
import java.util.jar.Manifest;

/** Reads a library's version off its jar, so that nobody has to load a class of it. */
public final class LibraryVersion {

  private static final String UNKNOWN = "unknown";

  private LibraryVersion() {}

  /**
   * From the {@code pom.properties} that Maven puts into a jar.
   *
   * @return {@code unknown} when the loader sees no such file
   */
  public static String ofPom(ClassLoader loader, String groupId, String artifactId) {
    String pom = "META-INF/maven/" + groupId + "/" + artifactId + "/pom.properties";
    Properties properties = new Properties();
    try (InputStream in = loader.getResourceAsStream(pom)) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      return UNKNOWN;
    }
    return properties.getProperty("version", UNKNOWN);
  }

  /**
   * From the manifest of the jar that holds a resource: for a library that Maven did not build.
   *
   * @return {@code unknown} when the loader does not see the resource in a jar
   */
  public static String ofManifest(ClassLoader loader, String resource) {
    URL url = loader.getResource(resource);
    try {
      if (url != null && url.openConnection() instanceof JarURLConnection jar) {
        Manifest manifest = jar.getManifest();
        String version =
            manifest == null
                ? null
                : manifest.getMainAttributes().getValue(Attributes.Name.IMPLEMENTATION_VERSION);
        return version == null ? UNKNOWN : version;
      }
    } catch (IOException e) {
      return UNKNOWN;
    }
    return UNKNOWN;
  }
}
