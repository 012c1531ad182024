// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.maven;

import dev.dbagent.DatabaseAgent;
import dev.dbagent.engine.DatabaseAddress;
import dev.dbagent.model.Secret;
import dev.dbagent.seed.RecordSettings;
import java.util.List;
import java.util.stream.Stream;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Writes the rows of a database into seed files, once: what scripts of SQL add to what the
 * migrations make, or what another database holds, which is only read. No file is overwritten, and
 * none is written when a value looks like a secret or like the address of a person.
 *
 * <p>The password for another database is the property <code>dbAgent.password</code> or the
 * environment variable <code>PGPASSWORD</code>, or stands in the password file <code>~/.pgpass
 * </code>. It is no parameter, because Maven prints those when it debugs.
 *
 * @since 0.1.0
 */
@Mojo(name = "record-seed", threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven injects every field before execute()
public final class RecordSeedMojo extends DatabaseMojo {

  private static final String PASSWORD = "dbAgent.password";

  /**
   * Files of SQL, relative to the module, that run in this order on top of the migrations. The rows
   * that they add are recorded.
   *
   * @since 0.1.0
   */
  @Parameter(property = "dbAgent.script")
  List<String> script = List.of();

  /**
   * The address of another database whose rows are recorded, <code>jdbc:postgresql://host/database
   * </code>, without a password. Its tables must have the columns that the migrations make.
   *
   * @since 0.1.0
   */
  @Parameter(property = "dbAgent.url")
  @Nullable String url;

  /**
   * Who reads the other database. Default: the environment variable <code>PGUSER</code>, or whom
   * the driver takes.
   *
   * @since 0.1.0
   */
  @Parameter(property = "dbAgent.user")
  @Nullable String user;

  /**
   * Allows to read a database that the agent has not built.
   *
   * @since 0.1.0
   */
  @Parameter(property = "dbAgent.allowForeign", defaultValue = "false")
  boolean allowForeign;

  /**
   * The tables to record, <code>[schema.]table</code>, spelled as in the catalogue. Default: all.
   *
   * @since 0.1.0
   */
  @Parameter(property = "dbAgent.tables")
  List<String> tables = List.of();

  /**
   * Columns, <code>[schema.]table.column</code>, whose values may look like secrets or like
   * addresses of people and are recorded all the same. Default: none.
   *
   * @since 0.1.0
   */
  @Parameter(property = "dbAgent.allowSecrets")
  List<String> allowSecrets = List.of();

  @Override
  void run(DatabaseAgent agent) {
    DatabaseAddress database =
        url == null
            ? null
            : new DatabaseAddress(url, first(user, System.getenv("PGUSER")), password());
    agent
        .recordSeed(new RecordSettings(script, database, allowForeign, tables, allowSecrets))
        .forEach(getLog()::info);
  }

  private @Nullable Secret password() {
    String given =
        first(
            session.getUserProperties().getProperty(PASSWORD),
            session.getSystemProperties().getProperty(PASSWORD),
            System.getenv("PGPASSWORD"));
    return given == null ? null : Secret.of(given);
  }

  private static @Nullable String first(@Nullable String... several) {
    return Stream.of(several).filter(one -> one != null).findFirst().orElse(null);
  }

  /** Nothing is built here. */
  @Override
  void passOn() {}
}
