// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.maven;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PomWordingTest {

  @Test
  void a_setting_is_an_element_and_a_property() {
    assertThat(PomWording.setting("lockTimeout"))
        .isEqualTo("<lockTimeout> (-DdbAgent.lockTimeout=...)");
    assertThat(PomWording.setting("flyway.locations"))
        .isEqualTo("<flyway><locations> (-DdbAgent.flyway.locations=...)");
  }

  @Test
  void a_value_stands_in_nested_elements() {
    assertThat(PomWording.setting("flyway.placeholders.owner", "shop"))
        .isEqualTo(
            "<flyway><placeholders><owner>shop</owner></placeholders></flyway>"
                + " (-DdbAgent.flyway.placeholders.owner=shop)");
  }

  @Test
  void the_generator_has_no_property() {
    assertThat(PomWording.setting("generator.strategy")).isEqualTo("<generator><strategy>");
  }
}
