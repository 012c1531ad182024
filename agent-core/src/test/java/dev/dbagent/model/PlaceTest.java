// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlaceTest {

  @Test
  void it_prints_what_it_knows_as_a_link() {
    assertThat(Place.file("V1__a.sql")).hasToString("V1__a.sql");
    assertThat(Place.line("V1__a.sql", 17)).hasToString("V1__a.sql:17");
    assertThat(new Place("V1__a.sql", 17, 9)).hasToString("V1__a.sql:17:9");
  }
}
