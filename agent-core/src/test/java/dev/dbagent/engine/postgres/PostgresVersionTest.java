// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dbagent.model.FailureKind;
import dev.dbagent.model.StageFailure;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresVersionTest {

  @ParameterizedTest
  @CsvSource({
    "14, 14, 14.20.0, PostgreSQL 14.20",
    "18, 18, 18.6.0, PostgreSQL 18.6",
    "17.5.0, 17, 17.5.0, PostgreSQL 17.5",
    "17.5.1, 17, 17.5.1, PostgreSQL 17.5.1",
  })
  void is_a_major_or_an_exact_one(String text, int major, String exact, String product) {
    PostgresVersion version = PostgresVersion.parse(text);

    assertThat(version).isEqualTo(new PostgresVersion(major, exact));
    assertThat(version.product()).isEqualTo(product);
  }

  @ParameterizedTest
  @ValueSource(strings = {"13", "19", "9.6", "18.6", "latest", "", " 18", "18.6.0-1", "../18.6.0"})
  void anything_else_is_answered_with_what_there_is(String text) {
    assertThatExceptionOfType(StageFailure.class)
        .isThrownBy(() -> PostgresVersion.parse(text))
        .withMessageContaining("14, 15, 16, 17, 18")
        .withMessageContaining("18.6.0")
        .extracting(StageFailure::kind)
        .isEqualTo(FailureKind.VERSION_UNSUPPORTED);
  }
}
