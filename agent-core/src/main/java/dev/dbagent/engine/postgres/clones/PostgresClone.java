// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres.clones;

import dev.dbagent.engine.DatabaseAddress;
import dev.dbagent.engine.TestDatabase;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** A copy, as somebody sees it. */
final class PostgresClone implements TestDatabase {

  private final CloneServer server;
  private final String name;
  private final Account account;
  private final Consumer<String> giveBack;
  private final Keeping keep;
  private final AtomicBoolean settled = new AtomicBoolean();

  /**
   * Shows a copy.
   *
   * @param giveBack what is done with its name when it is closed
   * @param keep what is done with its name when it is to stay
   */
  PostgresClone(
      CloneServer server, String name, Account account, Consumer<String> giveBack, Keeping keep) {
    this.server = server;
    this.name = name;
    this.account = account;
    this.giveBack = giveBack;
    this.keep = keep;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String url() {
    return address().url()
        + "&user=%s&password=%s".formatted(account.role(), server.password(account).reveal());
  }

  @Override
  public DatabaseAddress address() {
    String url =
        "jdbc:postgresql://127.0.0.1:%d/%s?sslmode=disable&gssEncMode=disable"
            .formatted(server.port(), name);
    return new DatabaseAddress(url, account.role(), server.password(account));
  }

  @Override
  public DataSource dataSource() {
    return new CloneDataSource(server, name, account);
  }

  /** Makes a copy stay. */
  interface Keeping {

    /** Takes the name of the copy, returns that by which it is found when its server has ended. */
    String keep(String name);
  }

  @Override
  public Kept keep() {
    settled.set(true);
    return new Kept(line(), keep.keep(name));
  }

  private String line() {
    return "psql 'postgresql://%s@127.0.0.1:%d/%s?passfile=%s'"
        .formatted(account.role(), server.port(), name, server.passwordFile());
  }

  @Override
  public void close() {
    if (settled.compareAndSet(false, true)) {
      giveBack.accept(name);
    }
  }

  @Override
  public String toString() {
    return name + " on 127.0.0.1:" + server.port();
  }
}
