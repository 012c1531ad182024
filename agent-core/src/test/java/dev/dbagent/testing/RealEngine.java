// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.testing;

import dev.dbagent.engine.ArtifactSource;
import dev.dbagent.engine.DatabaseEngine;
import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.engine.postgres.EmbeddedPostgres;
import dev.dbagent.engine.postgres.PostgresSettings;
import dev.dbagent.model.Progress;
import java.nio.file.Files;
import java.nio.file.Path;

/** The embedded engine, with the binaries that the build has put aside for tests. */
public final class RealEngine {

  public static final String NEWEST = "18.6.0";
  public static final String OLDEST = "14.20.0";

  private RealEngine() {}

  /** A server of the newest version on an empty database. */
  public static DatabaseServer start() {
    return start(NEWEST);
  }

  public static DatabaseServer start(String version) {
    return engine(version).start();
  }

  /** An engine with the current user's own cache. */
  public static DatabaseEngine engine(String version) {
    return EmbeddedPostgres.of(
        new PostgresSettings(version, null, "app"), artifacts(), Progress.silent());
  }

  /** The jars that maven-dependency-plugin has copied. */
  public static ArtifactSource artifacts() {
    Path folder = Path.of(System.getProperty("test.binaries", "target/binaries"));
    return (groupId, artifactId, version) -> {
      Path jar = folder.resolve(artifactId + "-" + version + ".jar").toAbsolutePath();
      if (!Files.exists(jar)) {
        throw new ArtifactSource.UnavailableException(
            jar + " does not exist", new IllegalStateException("run generate-test-resources"));
      }
      return jar;
    };
  }
}
