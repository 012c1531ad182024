// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import dev.dbagent.engine.BulkRead;
import dev.dbagent.engine.DatabaseAddress;
import dev.dbagent.engine.postgres.sql.ConditionNames;
import dev.dbagent.engine.postgres.sql.PostgresBulkRead;
import dev.dbagent.engine.postgres.sql.ServerFaults;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Secret;
import dev.dbagent.model.StageFailure;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * A database that the agent has not started and does not own. It is only read, in a transaction in
 * which the server refuses to write.
 */
public final class OtherPostgres {

  private static final String CONNECT_SECONDS = "10";

  /** Bytes of no known encoding, which would come over as other characters. */
  private static final String NO_ENCODING = "SQL_ASCII";

  private OtherPostgres() {}

  /**
   * Begins to read.
   *
   * @throws StageFailure of kind SEED_RECORDING_REFUSED when it cannot be reached or is none that
   *     can be read
   */
  public static BulkRead read(DatabaseAddress address) {
    // The driver quotes an address that it does not understand, with whatever is in it.
    if (address.isTelling() || Driver.parseURL(address.url(), null) == null) {
      throw new StageFailure(
          FailureKind.SEED_RECORDING_REFUSED,
          address.isTelling()
              ? "the url gives a user or a password, which others could read there"
              : "the url is none that PostgreSQL's driver understands: " + address.shown());
    }
    ServerFaults faults = new ServerFaults(ConditionNames.unknown());
    try {
      return PostgresBulkRead.untouched(connected(address), faults);
    } catch (SQLException e) {
      throw new StageFailure(
          FailureKind.SEED_RECORDING_REFUSED,
          address.shown() + " cannot be read: " + faults.of(e).message(),
          e);
    }
  }

  private static Connection connected(DatabaseAddress address) throws SQLException {
    Properties properties = new Properties();
    String user = address.user();
    if (user != null) {
      PGProperty.USER.set(properties, user);
    }
    @Nullable Secret password = address.password();
    if (password != null) {
      PGProperty.PASSWORD.set(properties, password.reveal());
    }
    PGProperty.APPLICATION_NAME.set(properties, "db-agent");
    PGProperty.CONNECT_TIMEOUT.set(properties, CONNECT_SECONDS);
    Connection connection = new Driver().connect(address.url(), properties);
    if (connection == null) {
      throw new SQLException("the driver does not take the url");
    }
    try {
      connection.setReadOnly(true);
      refuseBytes(connection);
      return connection;
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private static void refuseBytes(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SHOW server_encoding")) {
      if (row.next() && NO_ENCODING.equals(row.getString(1))) {
        throw new SQLException("its encoding is " + NO_ENCODING + ", so its texts are only bytes");
      }
    }
  }
}
