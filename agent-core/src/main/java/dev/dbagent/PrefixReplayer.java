// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import dev.dbagent.cache.SealedState;
import dev.dbagent.cache.StateLabel;
import dev.dbagent.cache.StateStore;
import dev.dbagent.engine.DamagedStateException;
import dev.dbagent.engine.DatabaseEngine;
import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.engine.StateCopy;
import dev.dbagent.migration.Checkpoints;
import dev.dbagent.migration.MigrationHistory;
import dev.dbagent.migration.MigrationReplayer;
import dev.dbagent.migration.Prefixes;
import dev.dbagent.migration.ReplayInSteps;
import dev.dbagent.migration.ReplayedDatabase;
import dev.dbagent.migration.UnfitPrefixException;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Fingerprint;
import dev.dbagent.model.Progress;
import dev.dbagent.model.StageFailure;
import dev.dbagent.verification.SchemaSize;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Replays a history from the deepest state of it that this machine holds, and keeps such states for
 * the next time. What comes out is what a replay from the beginning makes; when in doubt it is one.
 * States that cannot be kept are done without.
 *
 * <p>Good for one replay: start, replay, perhaps seal, close.
 */
final class PrefixReplayer implements AutoCloseable {

  private final DatabaseEngine engine;
  private final StateStore store;
  private final MigrationHistory history;
  private final Prefixes prefixes;
  private final boolean hasSuccessors;
  private final Progress progress;
  private final MigrationReplayer replayer;
  private final @Nullable Integer worth;
  private final Packing packing;
  private final KnownCatalogues catalogues;
  private final List<Fingerprint> used = new ArrayList<>();

  private Function<Fingerprint, Optional<DatabaseServer>> begun = state -> Optional.empty();
  private String module = "";
  private String checkout = "";
  private @Nullable DatabaseServer server;
  private boolean isHandedOn;
  private @Nullable Fingerprint beginning;
  private int restored;
  private Optional<KnownCatalogues.Known> untouched = Optional.empty();
  private boolean isUntouchedAsked;

  /**
   * A replayer for one history.
   *
   * @param hasSuccessors whether something comes into the database after the migrations, before it
   *     is sealed
   */
  PrefixReplayer(
      DatabaseEngine engine,
      StateStore store,
      MigrationHistory history,
      boolean hasSuccessors,
      Progress progress) {
    this(engine, store, history, hasSuccessors, progress, new MigrationReplayer(), null);
  }

  /**
   * @param replayer for all that the states which are kept lack
   * @param worth how often the cost of a checkpoint a replay must have taken; null for the usual
   */
  PrefixReplayer(
      DatabaseEngine engine,
      StateStore store,
      MigrationHistory history,
      boolean hasSuccessors,
      Progress progress,
      MigrationReplayer replayer,
      @Nullable Integer worth) {
    this.engine = engine;
    this.store = store;
    this.history = history;
    this.hasSuccessors = hasSuccessors;
    this.progress = progress;
    this.replayer = replayer;
    this.packing = new Packing(store, progress);
    this.catalogues = new KnownCatalogues(store);
    this.prefixes = prefixes(engine, history);
    this.worth = worth;
  }

  /** The prefixes of a history, by the names under which the states on an engine are kept. */
  static Prefixes prefixes(DatabaseEngine engine, MigrationHistory history) {
    Fingerprint base =
        Fingerprint.of("prefix base")
            .add("agent", AgentVersion.fingerprint())
            .add("engine", engine.fingerprint())
            .build();
    return Prefixes.of(history, base);
  }

  /**
   * Says for people whose states these are.
   *
   * @param owner as {@code groupId:artifactId:version}
   * @param folder of the project
   */
  PrefixReplayer of(String owner, Path folder) {
    module = owner;
    checkout = folder.toString();
    return this;
  }

  /**
   * Takes a server that somebody has begun already.
   *
   * @param servers one on a state, if there is one, its catalogue marked
   */
  PrefixReplayer with(Function<Fingerprint, Optional<DatabaseServer>> servers) {
    begun = servers;
    return this;
  }

  /** Starts a server on the deepest state there is, or on an empty database. */
  DatabaseServer start() {
    return start(prefixes.size());
  }

  /** Starts a server on the deepest state there is of so many migrations at most. */
  DatabaseServer start(int most) {
    prefixes
        .obstacle()
        .ifPresent(reason -> progress.detail("every migration is replayed: " + reason));
    OptionalInt found = deepest(most);
    while (found.isPresent()) {
      int count = found.getAsInt();
      Optional<DatabaseServer> started = startFrom(prefixes.key(count));
      if (started.isPresent()) {
        restored = count;
        used.add(prefixes.key(count));
        beginning = prefixes.key(count);
        return serving(started.get());
      }
      found = deepest(count - 1);
    }
    return serving(engine.start());
  }

  private DatabaseServer serving(DatabaseServer started) {
    server = started;
    return started;
  }

  private OptionalInt deepest(int most) {
    try {
      for (int count = most; count > 0; count--) {
        if (prefixes.allow(count) && store.find(prefixes.key(count)).isPresent()) {
          return OptionalInt.of(count);
        }
      }
    } catch (StageFailure e) {
      progress.detail("no earlier state is looked for: " + e.getMessage());
    }
    return OptionalInt.empty();
  }

  /** Nothing when the state is of no use; it is forgotten then. */
  private Optional<DatabaseServer> startFrom(Fingerprint key) {
    try {
      Optional<DatabaseServer> started = begun.apply(key);
      return started.isPresent()
          ? started
          : store.find(key).map(kept -> marked(engine.start(kept.file())));
    } catch (StageFailure e) {
      // Of a server that does not start on it, too, the state may be the reason.
      if (!DamagedStateException.isBehind(e) && e.kind() != FailureKind.SERVER_FAILED) {
        throw e;
      }
      progress.warned(e.getMessage() + "; it is made anew");
      store.forget(key);
      return Optional.empty();
    }
  }

  /** With its catalogue marked: then it need not be read once more if it stays what it is. */
  static DatabaseServer marked(DatabaseServer started) {
    started.markCatalogue();
    return started;
  }

  /** Replays what the server's state lacks; {@link #server} may be another one afterwards. */
  ReplayedDatabase replay() {
    try {
      return replayFrom(restored);
    } catch (UnfitPrefixException e) {
      progress.warned(e.getMessage() + "; all migrations are replayed in one go");
      packing.settle();
      used.forEach(store::forget);
      server().close();
      restored = 0;
      beginning = null;
      return replayer.replay(serving(engine.start()), history, progress);
    }
  }

  private ReplayedDatabase replayFrom(int done) {
    CheckpointPlan plan = plan(done);
    Checkpoints checkpoints =
        new Checkpoints() {
          @Override
          public boolean isDue(int count) {
            return plan.isDue(count);
          }

          @Override
          public void keep(int count) {
            plan.stopped(count);
            PrefixReplayer.this.keep(count);
          }
        };
    ReplayedDatabase replayed =
        replayer.replay(server(), history, progress, prefixes, done, checkpoints);
    if (replayed.isResumable() && hasSuccessors && plan.isDue(prefixes.size())) {
      keep(prefixes.size());
    }
    return replayed;
  }

  /** Starts, and replays with stops on the way. */
  ReplayedDatabase replayWith(SeedStops stops) {
    if (stops.isEmpty()) {
      start();
      return replay();
    }
    start(Math.min(stops.first(), prefixes.size()));
    return new ReplayInSteps(server(), history, prefixes, progress)
        .replay(restored, stops.visits());
  }

  /** The same on another database than the one that was replayed so far. */
  ReplayedDatabase replayAgainWith(SeedStops stops) {
    packing.settle();
    server().close();
    restored = 0;
    beginning = null;
    return replayWith(stops);
  }

  /** Whether what a replay that begins now would add to the catalogue is likely to be new there. */
  boolean isLikelyToChangeCatalogue() {
    return prefixes.areLikelyToChangeCatalogue(deepest(prefixes.size()).orElse(0));
  }

  Prefixes prefixes() {
    return prefixes;
  }

  private CheckpointPlan plan(int done) {
    boolean isHeadWanted = prefixes.areFollowed() || hasSuccessors;
    return worth == null
        ? new CheckpointPlan(done, prefixes.size(), isHeadWanted)
        : new CheckpointPlan(done, prefixes.size(), isHeadWanted, System::nanoTime, worth);
  }

  private void keep(int count) {
    Fingerprint key = prefixes.key(count);
    StateCopy copy = server().putAside();
    used.add(key);
    packing.keep(key, label(count), copy);
  }

  /** The server with the migrations on it. */
  DatabaseServer server() {
    if (server == null) {
      throw new IllegalStateException("no server was started");
    }
    return server;
  }

  /**
   * The digest of the catalogue's outline: read, unless it is known of the state with which the
   * replay began and still the same.
   */
  Fingerprint catalogue() {
    return knownCatalogue()
        .map(KnownCatalogues.Known::digest)
        .orElseGet(() -> catalogues.keep(server().catalogueOutline()));
  }

  /** How much the catalogue holds, if it is known that nothing would be found in it. */
  Optional<SchemaSize> soundCatalogue() {
    return knownCatalogue().flatMap(KnownCatalogues.Known::sound);
  }

  /**
   * That of the state with which the replay began, if it is certain to be the same now, when
   * nothing changes in the database any more; asked for once.
   */
  private synchronized Optional<KnownCatalogues.Known> knownCatalogue() {
    if (!isUntouchedAsked) {
      isUntouchedAsked = true;
      untouched = untouchedCatalogue();
    }
    return untouched;
  }

  /** Where it is likely to have changed, nobody asks whether it has. */
  private Optional<KnownCatalogues.Known> untouchedCatalogue() {
    return Optional.ofNullable(beginning)
        .filter(state -> !prefixes.areLikelyToChangeCatalogue(restored))
        .flatMap(catalogues::known)
        .filter(known -> catalogues.keeps(known.digest()))
        .filter(known -> server().isCatalogueAsMarked());
  }

  /** As {@link DatabaseServer#seal}, when nothing else is to be read from the server's folder. */
  void seal(Path target) {
    packing.settle();
    server().seal(target);
  }

  /**
   * Lets the next replay of a longer history go on from a state that was sealed.
   *
   * @param sealed with nothing in it but what the replay made
   * @param catalogue that it has
   */
  void share(ReplayedDatabase replayed, SealedState sealed, KnownCatalogues.Known catalogue) {
    if (!replayed.isResumable() || hasSuccessors) {
      return;
    }
    try {
      store.seal(prefixes.key(prefixes.size()), label(prefixes.size()), sealed);
      catalogues.note(prefixes.key(prefixes.size()), catalogue);
    } catch (StageFailure e) {
      progress.detail("the state is not kept for longer histories: " + e.getMessage());
    }
  }

  /**
   * The server, for somebody who does something else with it and closes it; it is not for this
   * replayer any more.
   */
  DatabaseServer handOn() {
    isHandedOn = true;
    return server();
  }

  /** The name of the state with all versioned migrations, if there is one. */
  Optional<Fingerprint> head() {
    return prefixes.size() == 0 ? Optional.empty() : Optional.of(prefixes.key(prefixes.size()));
  }

  private StateLabel label(int count) {
    return new StateLabel(
        module,
        StateLabel.Kind.PREFIX,
        prefixes.last(count).path(),
        engine.product(),
        AgentVersion.current(),
        checkout);
  }

  @Override
  public void close() {
    try {
      packing.close();
    } finally {
      if (server != null && !isHandedOn) {
        server.close();
      }
    }
  }
}
