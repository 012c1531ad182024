// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Which agent this is; a state made by another version has another name. */
final class AgentVersion {

  private static final String RESOURCE = "version.properties";

  private AgentVersion() {}

  static String current() {
    Properties properties = new Properties();
    try (InputStream in = AgentVersion.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is missing from the agent's jar");
      }
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }
}
