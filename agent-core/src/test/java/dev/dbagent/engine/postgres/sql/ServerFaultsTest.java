// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbagent.model.SqlCondition;
import dev.dbagent.model.SqlFault;
import dev.dbagent.model.TableName;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

class ServerFaultsTest {

  private final PSQLException driver =
      new PSQLException(
          new ServerErrorMessage(
              "SERROR\0C23505\0Mduplicate key\0DKey (a)=(1) exists.\0Hhint\0Wcontext\0P7\0"
                  + "sapp\0tcustomer\0ca\0ncustomer_pkey\0"));

  private static final SqlFault FAULT =
      new SqlFault(
          "23505",
          SqlCondition.UNIQUE,
          "",
          "duplicate key",
          "Key (a)=(1) exists.",
          "hint",
          "context",
          7,
          null,
          new TableName("app", "customer"),
          "a",
          "customer_pkey");

  @Test
  void the_server_is_quoted_part_by_part() {
    assertThat(ServerFaults.of(driver)).isEqualTo(FAULT);
  }

  @Test
  void it_is_found_behind_other_exceptions() {
    SQLException first = new BatchUpdateException("batch", new int[0]);
    first.setNextException(new SQLException("wrapped", new IllegalStateException(driver)));
    assertThat(ServerFaults.of(first)).isEqualTo(FAULT);
  }

  @Test
  void without_the_server_s_words_the_driver_s_are_given() {
    assertThat(ServerFaults.of(new SQLException("broken pipe", "08006")))
        .isEqualTo(SqlFault.of("08006", SqlCondition.CONNECTION, "broken pipe"));
    assertThat(ServerFaults.of(new SQLException("odd")).sqlState()).isEmpty();
  }
}
