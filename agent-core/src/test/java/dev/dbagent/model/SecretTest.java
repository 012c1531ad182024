// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecretTest {

  private record Holder(Secret password) {}

  @Test
  void it_prints_as_a_mask_even_inside_a_record() {
    assertThat(new Holder(Secret.of("hunter2")).toString())
        .contains("****")
        .doesNotContain("hunter2");
  }

  @Test
  void two_random_secrets_differ_and_have_192_bits() {
    assertThat(Secret.random().reveal())
        .matches("[0-9a-f]{48}")
        .isNotEqualTo(Secret.random().reveal());
  }
}
