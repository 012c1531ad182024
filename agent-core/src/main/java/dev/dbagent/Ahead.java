// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import dev.dbagent.codegen.JooqSpare;
import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.model.Fingerprint;
import dev.dbagent.model.Meanwhile;
import dev.dbagent.model.StageFailure;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What {@code prepare} begins for the {@code generate} that comes next in the same JVM: a server on
 * the sealed state, and jOOQ's JVM. Whatever is not there when it is wanted is begun then.
 */
final class Ahead implements AutoCloseable {

  private final JooqSpare jooq = new JooqSpare();
  private @Nullable Fingerprint state;
  private @Nullable Meanwhile<DatabaseServer> server;

  /** Nothing is begun yet. */
  Ahead() {}

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
