// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.model;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.util.Properties;
import java.util.jar.Attributes;
import java.util.jar.Manifest;

/**
 * Reads a library's version off its jar, so that nobody has to load a class of it. Where the jar is
 * not in sight, because whoever runs the agent fetches its libraries only when there is work, the
 * version that the agent comes with counts.
 */
public final class LibraryVersion {

  private static final String UNKNOWN = "unknown";

  /** Written when the agent is built. */
  private static final String SHIPPED = "/dev/dbagent/version.properties";

  private LibraryVersion() {}

  /**
   * From the {@code pom.properties} that Maven puts into a jar.
   *
   * @return {@code unknown} when the loader sees no such file and the agent does not come with one
   */
  public static String ofPom(ClassLoader loader, String groupId, String artifactId) {
    String pom = "META-INF/maven/" + groupId + "/" + artifactId + "/pom.properties";
    try (InputStream in = loader.getResourceAsStream(pom)) {
      return in == null ? shipped(artifactId) : property(in, "version");
    } catch (IOException e) {
      return UNKNOWN;
    }
  }

  /**
   * From the manifest of the jar that holds a resource: for a library that Maven did not build.
   *
   * @return {@code unknown} when the loader sees the resource, but not in a jar that tells
   */
  public static String ofManifest(ClassLoader loader, String resource, String artifactId) {
    URL url = loader.getResource(resource);
    try {
      if (url == null) {
        return shipped(artifactId);
      }
      if (url.openConnection() instanceof JarURLConnection jar) {
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

  /** The version of an artifact that the agent itself was built with. */
  static String shipped(String artifactId) throws IOException {
    try (InputStream in = LibraryVersion.class.getResourceAsStream(SHIPPED)) {
      return in == null ? UNKNOWN : property(in, artifactId);
    }
  }

  private static String property(InputStream in, String name) throws IOException {
    Properties properties = new Properties();
    properties.load(in);
    return properties.getProperty(name, UNKNOWN);
  }
}
