// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretColumnTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password",
        "PasswordHash",
        "user_pass",
        "pwd",
        "client_secret",
        "access_token",
        "api_key",
        "private_key",
        "pin",
        "otp_code"
      })
  void is_secret(String name) {
    assertThat(SecretColumn.isSecret(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "id",
        "key",
        "customer_key",
        "keyword",
        "compass",
        "passenger",
        "opinion",
        "spinner"
      })
  void is_harmless(String name) {
    assertThat(SecretColumn.isSecret(name)).isFalse();
  }
}
