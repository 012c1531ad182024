// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres.clones;

import dev.dbagent.engine.TestDatabase;
import dev.dbagent.engine.TestDatabases;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Progress;
import dev.dbagent.model.StageFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** The copies that one process uses of those on a server. */
public final class PostgresClones implements TestDatabases {

  private final CloneServer server;
  private final ClonePool pool;
  private final Hold hold;

  private PostgresClones(CloneServer server, ClonePool pool, Hold hold) {
    this.server = server;
    this.pool = pool;
    this.hold = hold;
  }

  /**
   * Copies of a template that is prepared.
   *
   * @param hold let go of when this is closed
   * @throws StageFailure when the server does not answer
   */
  public static PostgresClones on(CloneServer server, Progress progress, Hold hold) {
    try {
      return new PostgresClones(server, ClonePool.at(server, progress), hold);
    } catch (SQLException e) {
      throw failure("the server of the tests does not answer", e);
    }
  }

  @Override
  public TestDatabase fresh(Rights rights) {
    Account account = rights == Rights.OWNER ? Account.OWNER : Account.TESTER;
    try {
      String name = pool.take().join();
      return new PostgresClone(server, name, account, pool::giveBack, this::keep);
    } catch (CompletionException e) {
      throw failure("a database for a test cannot be made", e.getCause());
    }
  }

  private String keep(String name) {
    try {
      pool.keep(name);
      return hold.keep(name);
    } catch (SQLException | IOException e) {
      throw failure("the database " + name + " cannot be kept", e);
    }
  }

  @Override
  public TestDatabase readOnly() {
    // It is everybody's: there is nothing to give back, and it stays anyway.
    return new PostgresClone(server, server.lobby(), Account.READER, name -> {}, name -> name);
  }

  @Override
  public void close() {
    pool.close();
    try {
      hold.letGo();
    } catch (IOException e) {
      throw new UncheckedIOException("a pipe cannot be closed", e);
    }
  }

  @Override
  public String toString() {
    return "copies of " + server.template() + " on 127.0.0.1:" + server.port();
  }

  static StageFailure failure(String what, @Nullable Throwable cause) {
    String why = cause == null ? "" : ": " + cause.getMessage();
    return new StageFailure(FailureKind.SERVER_FAILED, what + why, cause);
  }
}
