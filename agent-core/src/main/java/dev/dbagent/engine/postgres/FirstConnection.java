// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import dev.dbagent.engine.SessionLimits;
import dev.dbagent.model.Meanwhile;
import dev.dbagent.model.Secret;
import java.util.Calendar;
import java.util.List;

/**
 * What the first server and the first connection of a JVM wait for, and any later one finds there:
 * cryptography, Java's logging and calendar, the driver's classes.
 */
public final class FirstConnection {

  /** Those that bring the others. */
  private static final List<String> DRIVER =
      List.of(
          "org.postgresql.core.v3.ConnectionFactoryImpl",
          "org.postgresql.core.v3.QueryExecutorImpl",
          "org.postgresql.core.ServerVersion",
          "org.postgresql.jdbc.PgConnection",
          "org.postgresql.jdbc.TypeInfoCache",
          "org.postgresql.jdbc.TimestampUtils",
          "org.postgresql.jdbc.PgPreparedStatement",
          "org.postgresql.jdbc.PgResultSet");

  private FirstConnection() {}

  /** Begins to get ready for it, on a thread of its own; nobody need wait for its end. */
  public static void expect() {
    new Meanwhile<>("first connection", FirstConnection::getReady).begin();
  }

  /** Whether all was there: another version of the driver has other classes. */
  static boolean getReady() {
    try {
      Secret password = Secret.random();
      ScramVerifier.of(password);
      new ServerDataSource(1, "none", password, SessionLimits.NONE);
      for (String name : DRIVER) {
        Class.forName(name);
      }
      Calendar.getInstance();
      return true;
    } catch (ClassNotFoundException | RuntimeException | LinkageError e) {
      // Whoever connects tells what is wrong.
      return false;
    }
  }
}
