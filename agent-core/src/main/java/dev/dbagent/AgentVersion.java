// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import dev.dbagent.model.Fingerprint;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** Which agent this is; a state made by another version has another name. */
final class AgentVersion {

  private static final String RESOURCE = "version.properties";

  private static final String UNFINISHED = "-SNAPSHOT";

  private AgentVersion() {}

  /**
   * The version, and of one that is still being worked on also what distinguishes this build of it
   * from others.
   */
  static Fingerprint fingerprint() {
    Fingerprint.Builder fingerprint = Fingerprint.of("agent").add("version", current());
    if (current().endsWith(UNFINISHED)) {
      try {
        Path code =
            Path.of(AgentVersion.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        if (Files.isRegularFile(code)) {
          fingerprint.add("code", Files.readAllBytes(code));
        }
      } catch (IOException | URISyntaxException e) {
        throw new IllegalStateException("the agent's own jar cannot be read", e);
      }
    }
    return fingerprint.build();
  }

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
