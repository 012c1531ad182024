// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import dev.dbagent.diagnosis.DiagnosisCatalogue;
import dev.dbagent.engine.ArtifactSource;
import dev.dbagent.engine.OpenedDatabase;
import dev.dbagent.engine.postgres.CacheChoice;
import dev.dbagent.engine.postgres.CacheDirectory;
import dev.dbagent.engine.postgres.EmbeddedPostgres;
import dev.dbagent.model.Progress;
import dev.dbagent.model.StageFailure;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The databases of tests that failed, after their servers have ended: the newest, for some days.
 */
public final class KeptDatabases {

  private final CacheDirectory cache;
  private final ArtifactSource artifacts;
  private final Progress progress;

  /**
   * Looks into a cache; where that cannot be used, into the one that the tests have used instead.
   *
   * @param cacheDirectory the one that the tests used; null for the current user's own
   * @param artifacts of the programs of a database that another machine has kept
   */
  public KeptDatabases(@Nullable Path cacheDirectory, ArtifactSource artifacts, Progress progress) {
    this.cache = CacheDirectory.of(CacheChoice.of(cacheDirectory, progress));
    this.artifacts = artifacts;
    this.progress = progress;
  }

  /**
   * What to type to look at one.
   *
   * @param cacheDirectory the cache that the plugin has to be told of; null for its own choice
   */
  public static String command(String name, @Nullable Path cacheDirectory) {
    return "mvn dev.dbagent:db-agent-maven-plugin:"
        + AgentVersion.current()
        + ":open -DdbAgent.database="
        + name
        + (cacheDirectory == null ? "" : " '-DdbAgent.cacheDirectory=" + cacheDirectory + "'");
  }

  /** The folder that is looked into. */
  public Path folder() {
    return cache.root();
  }

  /**
   * Their names, the newest first.
   *
   * @throws AgentException when the cache cannot be read
   */
  public List<String> names() {
    try {
      return cache.keptDatabases();
    } catch (StageFailure e) {
      throw new AgentException(DiagnosisCatalogue.diagnose(e), null, e);
    }
  }

  /**
   * Serves a copy of one.
   *
   * @param name as the failure of the test tells it; of one that another machine has kept, the path
   *     of the folder to which its server's was brought, a slash, and the name
   * @return empty when there is none of that name
   * @throws AgentException when it cannot be served
   */
  public Optional<OpenedDatabase> open(String name) {
    try {
      return EmbeddedPostgres.openKept(name, cache, artifacts, progress);
    } catch (StageFailure e) {
      throw new AgentException(DiagnosisCatalogue.diagnose(e), null, e);
    }
  }
}
