// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbagent.model.Secret;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class ScramVerifierTest {

  /** The exchange of RFC 7677, section 3: its server signature is made with this server key. */
  @Test
  void agrees_with_the_example_of_the_standard() {
    byte[] salt = Base64.getDecoder().decode("W22ZaJ0SNY7soEsUEjb6gQ==");

    assertThat(ScramVerifier.of(Secret.of("pencil"), salt, 4096))
        .isEqualTo(
            "SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$"
                + "WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:"
                + "wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=");
  }

  @Test
  void is_salted_anew_each_time() {
    Secret secret = Secret.random();

    assertThat(ScramVerifier.of(secret)).isNotEqualTo(ScramVerifier.of(secret));
  }
}
