// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.codegen;

import dev.dbagent.engine.DatabaseAddress;
import dev.dbagent.model.Secret;
import dev.dbagent.process.WorkerJvm;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What one run of jOOQ in a JVM of its own has to know. Prints without a secret.
 *
 * @param configuration of jOOQ, in ASCII
 * @param directory the staged source root, that a full disk is told of
 * @param known what need not be made again
 * @param properties of this JVM's system, for which a generator or strategy of the user's own may
 *     ask
 */
record JooqOrder(
    String configuration,
    String directory,
    String url,
    @Nullable String user,
    @Nullable String password,
    KnownTables known,
    Map<String, String> properties) {

  static JooqOrder of(
      String configuration, String directory, DatabaseAddress database, KnownTables known) {
    Secret password = database.password();
    return new JooqOrder(
        configuration,
        directory,
        database.url(),
        database.user(),
        password == null ? null : password.reveal(),
        known,
        WorkerJvm.systemProperties());
  }

  /** For the driver. */
  Properties account() {
    Properties account = new Properties();
    if (user != null) {
      account.setProperty("user", user);
    }
    if (password != null) {
      account.setProperty("password", password);
    }
    return account;
  }

  @Override
  public String toString() {
    return "a run of jOOQ into " + directory;
  }
}
