// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import dev.dbagent.codegen.JooqSpare;
import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.migration.MigrationHistory;
import dev.dbagent.model.Fingerprint;
import dev.dbagent.model.Meanwhile;
import dev.dbagent.model.StageFailure;
import dev.dbagent.seed.SeedSet;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What {@code prepare} leaves to the {@code generate} that comes next in the same JVM: a server on
 * the sealed state and jOOQ's JVM, which it begins, and what it has read. Whatever is not there
 * when it is wanted is begun, or read, then.
 */
final class Ahead implements AutoCloseable {

  private final JooqSpare jooq = new JooqSpare();
  private @Nullable SeenInputs seen;
  private @Nullable Sources sources;
  private @Nullable Fingerprint state;
  private @Nullable Meanwhile<DatabaseServer> server;

  /** Nothing is begun yet. */
  Ahead() {}

  /** The files that a goal reads, as values. */
  record Sources(MigrationHistory history, SeedSet seeds) {}

  /**
   * A goal begins.
   *
   * @param inputs what it works with
   */
  void worksWith(SeenInputs inputs) {
    if (seen == null || !seen.isOf(inputs.looks())) {
      sources = null;
    }
    seen = inputs;
  }

  /** What is read for a goal, or was read for the one before, which works with the same. */
  Sources sources(AgentSettings settings) {
    Sources known = sources;
    if (known == null) {
      known =
          new Sources(MigrationHistory.read(settings.migrations()), SeedSet.read(settings.seeds()));
      sources = known;
    }
    return known;
  }

  JooqSpare jooq() {
    return jooq;
  }

  /**
   * Begins to start a server.
   *
   * @param sealed the state that it will serve
   */
  void begin(Fingerprint sealed, Supplier<DatabaseServer> start) {
    drop();
    Meanwhile<DatabaseServer> begun = new Meanwhile<>("the next server", start);
    begun.begin();
    state = sealed;
    server = begun;
  }

  /** The server that was begun on a state, ready; it is the taker's then. */
  Optional<DatabaseServer> server(Fingerprint wanted) {
    if (!wanted.equals(state)) {
      drop();
      return Optional.empty();
    }
    return taken();
  }

  /** What kept it from starting keeps the next one from it, too, which tells of it. */
  private Optional<DatabaseServer> taken() {
    Meanwhile<DatabaseServer> begun = server;
    server = null;
    state = null;
    try {
      return begun == null ? Optional.empty() : Optional.of(begun.get());
    } catch (StageFailure e) {
      return Optional.empty();
    }
  }

  private void drop() {
    taken().ifPresent(DatabaseServer::close);
  }

  /** Ends what nobody has taken. */
  @Override
  public void close() {
    jooq.close();
    drop();
  }
}
