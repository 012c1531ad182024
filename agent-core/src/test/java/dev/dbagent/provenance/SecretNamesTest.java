// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretNamesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "flyway.placeholders.db_password",
        "flyway.placeholders.appPwd",
        "flyway.placeholders.API",
        "flyway.placeholders.apiToken",
        "flyway.placeholders.client.secret",
        "flyway.placeholders.signingKey",
        "flyway.placeholders.pass"
      })
  void its_name_tells(String name) {
    assertThat(SecretNames.isSecret(name, "anything")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://me:pw@host/db",
        "ALTER ROLE app PASSWORD 'x'",
        "-----BEGIN PRIVATE KEY-----"
      })
  void its_looks_tell(String value) {
    assertThat(SecretNames.isSecret("flyway.initSql", value)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "flyway.placeholders.capital",
        "flyway.placeholders.author",
        "flyway.placeholders.bypass",
        "flyway.placeholders.owner",
        "lockTimeout"
      })
  void harmless_names_are_shown(String name) {
    assertThat(SecretNames.isSecret(name, "anything")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "true", "FALSE"})
  void what_hides_nothing_is_shown(String value) {
    assertThat(SecretNames.isSecret("flyway.placeholders.password", value)).isFalse();
  }
}
