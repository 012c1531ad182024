// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import dev.dbagent.cache.SealedState;
import dev.dbagent.cache.StateStore;
import dev.dbagent.engine.TestDatabases;
import dev.dbagent.engine.postgres.CacheChoice;
import dev.dbagent.engine.postgres.CacheDirectory;
import dev.dbagent.engine.postgres.EmbeddedPostgres;
import dev.dbagent.engine.postgres.PostgresSettings;
import dev.dbagent.engine.postgres.clones.ClosedSchema;
import dev.dbagent.handoff.HandedOff;
import dev.dbagent.model.Progress;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The door for whoever works with a state that a build has verified and handed on. Behind it are
 * the driver and nothing else that is not ours, so that it can be opened on any class path.
 */
public final class VerifiedStates {

  private final CacheDirectory cache;
  private final Progress progress;

  /**
   * Looks into a cache; where that cannot be used, into the one that the build has used instead.
   *
   * @param cacheDirectory the one that the build used; null for the current user's own
   */
  public VerifiedStates(@Nullable Path cacheDirectory, Progress progress) {
    this.cache = CacheDirectory.of(CacheChoice.of(cacheDirectory, progress));
    this.progress = progress;
  }

  /** The folder that is looked into. */
  public Path folder() {
    return cache.root();
  }

  /** Whether a state is in the cache. */
  public boolean hold(HandedOff handedOff) {
    return new StateStore(cache.states()).find(handedOff.state()).isPresent();
  }

  /**
   * Copies of a state.
   *
   * @return empty when the state is not in the cache
   * @throws dev.dbagent.model.StageFailure when no server can be had
   */
  public Optional<TestDatabases> databases(HandedOff handedOff) {
    Optional<SealedState> state = new StateStore(cache.states()).find(handedOff.state());
    return state.map(
        found ->
            engine(handedOff)
                .share(
                    found.fingerprint(),
                    found.file(),
                    new ClosedSchema(handedOff.moduleName(), handedOff.historyTable())));
  }

  private EmbeddedPostgres engine(HandedOff handedOff) {
    PostgresSettings settings =
        PostgresSettings.ofProduct(handedOff.engine(), cache.root(), handedOff.databaseName());
    return EmbeddedPostgres.installed(settings, progress);
  }
}
