// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ShownPathTest {

  private static final Path PROJECT = Path.of("/work/shop/db");

  @Test
  void what_lies_in_the_project_is_seen_from_it() {
    assertThat(ShownPath.of(Path.of("/work/shop/db/seed/../seed/a.csv"), PROJECT))
        .isEqualTo("seed/a.csv");
  }

  @Test
  void what_lies_outside_too() {
    assertThat(ShownPath.of(Path.of("/work/seeds/a.csv"), PROJECT)).isEqualTo("../../seeds/a.csv");
  }
}
