// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FirstConnectionTest {

  /** Nobody else would notice that a class is called otherwise in a new version of the driver. */
  @Test
  void all_that_it_names_is_in_the_driver() {
    assertThat(FirstConnection.getReady()).isTrue();
  }
}
