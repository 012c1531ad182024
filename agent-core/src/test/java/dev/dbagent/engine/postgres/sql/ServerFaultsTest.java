// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbagent.model.SqlCondition;
import dev.dbagent.model.SqlFault;
import dev.dbagent.model.TableName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

class ServerFaultsTest {

  @TempDir private static Path home;

  private final ServerFaults faults = new ServerFaults(ConditionNames.of(home));

  @BeforeAll
  static void install() throws IOException {
    Path share = Files.createDirectories(home.resolve("share").resolve("postgresql"));
    Files.writeString(
        share.resolve("errcodes.txt"),
        """
        # 23505 is described in a comment
        Section: Class 23 - Integrity Constraint Violation

        23505    E    ERRCODE_UNIQUE_VIOLATION                  unique_violation
        22008    E    ERRCODE_DATETIME_FIELD_OVERFLOW           datetime_field_overflow
        22008    E    ERRCODE_DATETIME_VALUE_OUT_OF_RANGE
        """);
  }

  private final PSQLException driver =
      new PSQLException(
          new ServerErrorMessage(
              "SERROR\0C23505\0Mduplicate key\0DKey (a)=(1) exists.\0Hhint\0Wcontext\0P7\0"
                  + "sapp\0tcustomer\0ca\0ncustomer_pkey\0"));

  private static final SqlFault FAULT =
      new SqlFault(
          "23505",
          SqlCondition.UNIQUE,
          "unique_violation",
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
  void whatTheServerQuotesIsNotEndless() {
    String endless = "unterminated quoted string at or near \"" + "x".repeat(1_000_000);
    PSQLException thrown =
        new PSQLException(new ServerErrorMessage("SERROR\0C42601\0M" + endless + "\0"));

    assertThat(faults.of(thrown).message())
        .hasSize(4001)
        .startsWith("unterminated")
        .endsWith("x\u2026");
  }

  @Test
  void the_server_is_quoted_part_by_part() {
    assertThat(faults.of(driver)).isEqualTo(FAULT);
  }

  @Test
  void it_is_found_behind_other_exceptions() {
    SQLException first = new BatchUpdateException("batch", new int[0]);
    first.setNextException(new SQLException("wrapped", new IllegalStateException(driver)));
    assertThat(faults.of(first)).isEqualTo(FAULT);
  }

  @Test
  void without_the_server_s_words_the_driver_s_are_given() {
    assertThat(faults.of(new SQLException("broken pipe", "08006")))
        .isEqualTo(SqlFault.of("08006", SqlCondition.CONNECTION, "broken pipe"));
    assertThat(faults.of(new SQLException("odd")).sqlState()).isEmpty();
  }

  @Test
  void of_a_transaction_that_had_failed_the_first_failure_counts() {
    PSQLException later =
        new PSQLException(new ServerErrorMessage("SERROR\0C25P02\0Mtransaction is aborted\0"));
    assertThat(faults.of(later).sqlState()).isEqualTo("25P02");

    later.initCause(driver);

    assertThat(faults.of(later)).isEqualTo(FAULT);
  }

  @Test
  void names_are_those_of_the_installed_server() {
    ConditionNames names = ConditionNames.of(home);
    assertThat(names.of("22008")).isEqualTo("datetime_field_overflow");
    assertThat(names.of("99999")).isEmpty();
    assertThat(ConditionNames.of(home.resolve("nowhere")).of("23505")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '@',
      textBlock =
          """
          42601, syntax error,                              SYNTAX
          42704, role "r" does not exist,                   ROLE_MISSING
          42704, type "r" does not exist,                   OBJECT_MISSING
          42883, operator does not exist: integer = text,   TYPES
          42883, function f() does not exist,               OBJECT_MISSING
          0A000, extension "x" is not available,            EXTENSION_UNAVAILABLE
          22023, extension "x" has no update path,          EXTENSION_UNAVAILABLE
          0A000, something else is not supported,           OTHER
          22012, division by zero,                          VALUE
          55P04, unsafe use of new value,                   IN_TRANSACTION
          55006, @cannot ALTER TABLE "t" because it has pending trigger events@, IN_TRANSACTION
          55006, cannot drop the currently open database,   OTHER
          57014, canceling statement due to statement timeout, STATEMENT_TIMEOUT
          57014, canceling statement due to user request,   OTHER
          57P01, terminating connection,                    CONNECTION
          08006, broken pipe,                               CONNECTION
          40P01, deadlock detected,                         LOCK_TIMEOUT
          XX000, oops,                                      OTHER
          53100, no space,                                  DISK_FULL
          XX000, @could not extend file "x": Disk quota exceeded@, DISK_FULL
          @@,    odd,                                       OTHER
          """)
  void conditions_follow_the_code_and_sometimes_the_words(
      String sqlState, String message, SqlCondition condition) {
    assertThat(Conditions.of(sqlState, message, "")).isEqualTo(condition);
  }

  @Test
  void a_script_that_raises_with_a_code_of_the_server_has_raised() {
    assertThat(Conditions.of("23505", "no", "PL/pgSQL function f() line 3 at RAISE\nSQL statement"))
        .isEqualTo(SqlCondition.RAISED);
  }
}
