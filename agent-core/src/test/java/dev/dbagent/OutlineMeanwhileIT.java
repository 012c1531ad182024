// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.engine.SessionLimits;
import dev.dbagent.model.StageFailure;
import dev.dbagent.testing.RealEngine;
import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class OutlineMeanwhileIT {

  @Test
  void whatIsReadMeanwhileIsWhatIsThere() throws Exception {
    try (DatabaseServer server = RealEngine.start()) {
      OutlineMeanwhile outline = new OutlineMeanwhile(() -> server);
      try (Connection connection = server.dataSource(SessionLimits.NONE).getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("CREATE TABLE t (id int PRIMARY KEY)");
      }

      outline.begin();

      assertThat(outline.get().digest()).isEqualTo(server.catalogueOutline().digest());
    }
  }

  @Test
  void aServerThatIsGoneIsAFailureOfWhoeverWantsTheOutline() {
    DatabaseServer server = RealEngine.start();
    server.close();
    OutlineMeanwhile outline = new OutlineMeanwhile(() -> server);

    outline.begin();

    assertThatThrownBy(outline::get).isInstanceOf(StageFailure.class);
  }
}
