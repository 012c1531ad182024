// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.maven;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PomWordingTest {

  private static final PomWording WORDING =
      new PomWording("dev.dbagent:db-agent-maven-plugin:1.0.0");

  @Test
  void a_setting_is_an_element_and_a_property() {
    assertThat(WORDING.setting("lockTimeout"))
        .isEqualTo("<lockTimeout> (-DdbAgent.lockTimeout=...)");
    assertThat(WORDING.setting("flyway.locations"))
        .isEqualTo("<flyway><locations> (-DdbAgent.flyway.locations=...)");
  }

  @Test
  void a_value_stands_in_nested_elements() {
    assertThat(WORDING.setting("flyway.placeholders.owner", "shop"))
        .isEqualTo(
            "<flyway><placeholders><owner>shop</owner></placeholders></flyway>"
                + " (-DdbAgent.flyway.placeholders.owner=shop)");
  }

  @Test
  void more_is_told_by_a_command_that_works_in_any_folder() {
    assertThat(WORDING.more("DBA-M010"))
        .isEqualTo("mvn dev.dbagent:db-agent-maven-plugin:1.0.0:explain -Dcode=DBA-M010");
  }

  @Test
  void the_generator_has_no_property() {
    assertThat(WORDING.setting("generator.strategy")).isEqualTo("<generator><strategy>");
  }
}
