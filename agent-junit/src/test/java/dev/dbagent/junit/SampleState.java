// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.junit;

import dev.dbagent.cache.SealedState;
import dev.dbagent.cache.StateStore;
import dev.dbagent.engine.ArtifactSource;
import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.engine.SessionLimits;
import dev.dbagent.engine.postgres.CacheDirectory;
import dev.dbagent.engine.postgres.EmbeddedPostgres;
import dev.dbagent.engine.postgres.PostgresSettings;
import dev.dbagent.model.Fingerprint;
import dev.dbagent.model.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What a build would have left for the tests of this module: a state in a cache, and the handoff
 * where the plugin writes it.
 */
final class SampleState {

  private static final String CUSTOMERS =
      "CREATE TABLE customer (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text);"
          + "INSERT INTO customer (name) VALUES ('Ada')";

  private SampleState() {}

  static void makeIn(Path cache) throws SQLException, IOException {
    EmbeddedPostgres engine =
        EmbeddedPostgres.of(
            new PostgresSettings("18.6.0", cache, "app"), artifacts(), Progress.silent());
    Fingerprint name = Fingerprint.of("sample").add("sql", CUSTOMERS).build();
    try (DatabaseServer server = engine.start()) {
      try (Connection connection = server.dataSource(SessionLimits.NONE).getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute(CUSTOMERS);
      }
      SealedState state =
          new StateStore(CacheDirectory.of(cache).states()).seal(name, server::seal);
      handOff(state.fingerprint());
    }
  }

  /** Hands a state on, whether it exists or not. */
  static void handOff(Fingerprint state) throws IOException {
    Path folder = Files.createDirectories(Path.of("target", "db-agent"));
    Files.writeString(folder.resolve("handoff.json"), handoff("shop-db", state));
  }

  static String handoff(String artifactId, Fingerprint state) {
    return """
        {
          "format": 1,
          "module": "com.example:%s:1.0",
          "agent": "0.1.0",
          "engine": "PostgreSQL 18.6",
          "state": "%s"
        }
        """
        .formatted(artifactId, state.hex());
  }

  private static ArtifactSource artifacts() {
    Path folder = Path.of(System.getProperty("test.binaries", "target/binaries"));
    return (groupId, artifactId, version) -> folder.resolve(artifactId + "-" + version + ".jar");
  }
}
