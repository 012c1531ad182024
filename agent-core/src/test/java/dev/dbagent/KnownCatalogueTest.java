// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbagent.KnownCatalogues.Known;
import dev.dbagent.model.Fingerprint;
import dev.dbagent.verification.SchemaSize;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnownCatalogueTest {

  private static final Fingerprint DIGEST = Fingerprint.of("catalogue").build();

  @Test
  void what_is_known_can_be_read_again() {
    Known sound = new Known(DIGEST, Optional.of(new SchemaSize(1, 2, 3, 4, 5, 6, 7)));
    Known flawed = new Known(DIGEST, Optional.empty());

    assertThat(Known.parse(sound.text())).contains(sound);
    assertThat(Known.parse(flawed.text())).contains(flawed);
  }

  @ParameterizedTest
  @ValueSource(strings = {" 1 2 3 4 5 6", " 1 2 3 4 5 6 7 8", " 1 2 3 4 5 6 x", " ", "0"})
  void what_is_cut_or_of_another_kind_tells_nothing(String rest) {
    assertThat(Known.parse(DIGEST.hex() + rest)).isEmpty();
  }

  @Test
  void no_text_tells_nothing() {
    assertThat(Known.parse("")).isEmpty();
  }
}
