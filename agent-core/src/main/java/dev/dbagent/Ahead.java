// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import dev.dbagent.codegen.CodeGenerator;
import dev.dbagent.codegen.EarlierCode;
import dev.dbagent.codegen.GeneratorSettings;
import dev.dbagent.codegen.JooqSpare;
import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.migration.MigrationHistory;
import dev.dbagent.model.Fingerprint;
import dev.dbagent.model.Meanwhile;
import dev.dbagent.model.SchemaSnapshot;
import dev.dbagent.model.StageFailure;
import dev.dbagent.seed.SeedSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is begun before it is known to be wanted: for {@code prepare} a server on the state with
 * which its replay is likely to begin; for the {@code generate} that comes next in the same JVM a
 * server on the sealed state, jOOQ's JVM, the code that it writes from there, and what {@code
 * prepare} has read. Whatever is not there when it is wanted is begun, or read, then.
 */
final class Ahead implements AutoCloseable {

  private final JooqSpare jooq = new JooqSpare();
  private @Nullable SeenInputs seen;
  private @Nullable Sources sources;
  private @Nullable KnownInputs known;
  private @Nullable Fingerprint state;
  private @Nullable Meanwhile<DatabaseServer> server;
  private @Nullable CodeGenerator code;
  private final List<Meanwhile<Boolean>> ends = new ArrayList<>();

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
      known = null;
    }
    seen = inputs;
  }

  /** What the goal before knew of the same; null if there was none. */
  @Nullable KnownInputs known() {
    return known;
  }

  /** A goal has ended well. */
  void knows(@Nullable KnownInputs inputs) {
    known = inputs;
  }

  /** What is read for a goal, or was read for the one before, which works with the same. */
  Sources sources(AgentSettings settings) {
    Sources read = sources;
    if (read == null) {
      read =
          new Sources(MigrationHistory.read(settings.migrations()), SeedSet.read(settings.seeds()));
      sources = read;
    }
    return read;
  }

  JooqSpare jooq() {
    return jooq;
  }

  /** Code will be generated, as it seems: a generator begins to get ready, unless one has. */
  void expectCode(Supplier<CodeGenerator> generator) {
    if (code == null) {
      code = generator.get();
    }
  }

  /**
   * Lets the code be written that is expected, from the server that was begun last.
   *
   * @param catalogue of the state there
   */
  void write(SchemaSnapshot catalogue, Supplier<EarlierCode> earlier) {
    Meanwhile<DatabaseServer> begun = server;
    if (code != null && begun != null) {
      code.writeAhead(() -> started(begun), catalogue, earlier);
    }
  }

  /**
   * A generator for a state, ready or getting so; it is the taker's. To be asked for before the
   * server is.
   *
   * @param otherwise begins one where none was, or for something else
   */
  CodeGenerator code(
      Fingerprint wanted, GeneratorSettings settings, Supplier<CodeGenerator> otherwise) {
    CodeGenerator expected = code;
    boolean isOfUse =
        expected != null
            && expected.isBy(settings)
            && (!expected.isWritingAhead() || wanted.equals(state));
    code = null;
    if (expected != null && isOfUse) {
      return expected;
    }
    if (expected != null) {
      end("the end of unwanted code", expected::close);
    }
    return otherwise.get();
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

  private Optional<DatabaseServer> taken() {
    Meanwhile<DatabaseServer> begun = server;
    server = null;
    state = null;
    return begun == null ? Optional.empty() : started(begun);
  }

  /** What kept it from starting keeps the next one from it, too, which tells of it. */
  private static Optional<DatabaseServer> started(Meanwhile<DatabaseServer> begun) {
    try {
      return Optional.of(begun.get());
    } catch (StageFailure e) {
      return Optional.empty();
    }
  }

  /** What is written from a server goes with it. */
  private void drop() {
    Meanwhile<DatabaseServer> begun = server;
    CodeGenerator written = code != null && code.isWritingAhead() ? code : null;
    server = null;
    state = null;
    if (written != null) {
      code = null;
    }
    if (begun != null) {
      end(
          "the end of a server",
          () -> {
            started(begun).ifPresent(DatabaseServer::close);
            if (written != null) {
              written.close();
            }
          });
    }
  }

  /** Nobody waits for the end of what he does not want. */
  private void end(String name, Runnable work) {
    Meanwhile<Boolean> end =
        new Meanwhile<>(
            name,
            () -> {
              work.run();
              return true;
            });
    end.begin();
    ends.add(end);
  }

  /** Ends what nobody has taken. */
  @Override
  public void close() {
    jooq.close();
    drop();
    ends.forEach(Meanwhile::get);
    ends.clear();
  }
}
