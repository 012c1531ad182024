// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.engine.SessionLimits;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Fingerprint;
import dev.dbagent.model.StageFailure;
import dev.dbagent.testing.RealEngine;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Servers that are begun before anybody knows whether they are wanted. */
class AheadIT {

  private static final Fingerprint WANTED = Fingerprint.of("test").add("state", "wanted").build();
  private static final Fingerprint OTHER = Fingerprint.of("test").add("state", "other").build();

  private final List<DatabaseServer> started = new ArrayList<>();

  @Test
  void one_that_is_taken_is_the_taker_s() throws SQLException {
    Ahead ahead = new Ahead();
    ahead.begin(WANTED, this::start);

    try (DatabaseServer taken = ahead.server(WANTED).orElseThrow()) {
      assertThat(ahead.server(WANTED)).as("once").isEmpty();
      ahead.close();
      try (Connection connection = connection(taken)) {
        assertThat(connection.isValid(5)).isTrue();
      }
    }
    assertThat(started).hasSize(1);
  }

  @Test
  void one_that_serves_another_state_than_the_wanted_is_ended() {
    Ahead ahead = new Ahead();
    ahead.begin(OTHER, this::start);

    assertThat(ahead.server(WANTED)).isEmpty();
    assertThat(ahead.server(OTHER)).isEmpty();
    ahead.close();

    assertEnded();
  }

  @Test
  void one_that_nobody_has_asked_for_is_ended() {
    Ahead ahead = new Ahead();
    ahead.begin(OTHER, this::start);

    ahead.close();

    assertEnded();
  }

  @Test
  void one_that_does_not_start_is_none() {
    try (Ahead ahead = new Ahead()) {
      ahead.begin(
          WANTED,
          () -> {
            throw new StageFailure(FailureKind.SERVER_FAILED, "no");
          });

      assertThat(ahead.server(WANTED)).isEmpty();
    }
  }

  private DatabaseServer start() {
    DatabaseServer server = RealEngine.start();
    started.add(server);
    return server;
  }

  private static Connection connection(DatabaseServer server) throws SQLException {
    return server.dataSource(SessionLimits.NONE).getConnection();
  }

  private void assertEnded() {
    assertThat(started).hasSize(1);
    assertThatExceptionOfType(SQLException.class).isThrownBy(() -> connection(started.get(0)));
  }
}
