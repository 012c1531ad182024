// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FingerprintTest {

  @Test
  void equal_parts_give_equal_fingerprints() {
    assertThat(Fingerprint.of("a").add("x", "1").build())
        .isEqualTo(Fingerprint.of("a").add("x", "1").build());
  }

  @Test
  void the_kind_and_every_name_and_value_count() {
    Fingerprint one = Fingerprint.of("a").add("x", "1").build();
    assertThat(one)
        .isNotEqualTo(Fingerprint.of("b").add("x", "1").build())
        .isNotEqualTo(Fingerprint.of("a").add("y", "1").build())
        .isNotEqualTo(Fingerprint.of("a").add("x", "2").build())
        .isNotEqualTo(Fingerprint.of("a").build());
  }

  @Test
  void text_cannot_move_from_one_part_to_the_next() {
    assertThat(Fingerprint.of("a").add("x", "12").add("y", "3").build())
        .isNotEqualTo(Fingerprint.of("a").add("x", "1").add("y", "23").build());
    assertThat(Fingerprint.of("a").add("x1", "2").build())
        .isNotEqualTo(Fingerprint.of("a").add("x", "12").build());
  }

  @Test
  void it_is_the_published_sha_256() {
    // SHA-256 of "4:kind0:" as sha256sum prints it.
    assertThat(Fingerprint.of("").build().hex())
        .isEqualTo("f207523d6a3520bcf7a53626c339ce2a6e872be0930a0ccb2678de04fdca4560");
  }

  @Test
  void what_is_no_digest_is_refused() {
    assertThatThrownBy(() -> new Fingerprint("xyz"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("xyz");
  }
}
