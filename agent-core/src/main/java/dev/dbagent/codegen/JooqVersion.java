// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.codegen;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Which jOOQ the build has chosen; users may override ours. */
final class JooqVersion {

  private static final String POM = "META-INF/maven/org.jooq/jooq-codegen/pom.properties";

  private JooqVersion() {}

  /** Reads it off the jar, so that a build that generates nothing loads no class of jOOQ. */
  static String onClassPath() {
    try (InputStream in = JooqVersion.class.getClassLoader().getResourceAsStream(POM)) {
      Properties pom = new Properties();
      if (in != null) {
        pom.load(in);
      }
      return pom.getProperty("version", "unknown");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
