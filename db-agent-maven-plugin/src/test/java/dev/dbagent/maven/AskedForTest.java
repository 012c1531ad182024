// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AskedForTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "verify",
        "generate-sources",
        "clean install",
        "db-agent:prepare db-agent:generate",
        "dev.dbagent:db-agent-maven-plugin:0.1.0:generate@code",
        "db-agent:prepare compile"
      })
  void code_is_generated_later(String asked) {
    assertThat(mayGenerate(asked)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "initialize",
        "clean initialize",
        "db-agent:prepare",
        "dev.dbagent:db-agent-maven-plugin:0.1.0:prepare@default",
        "db-agent:prepare db-agent:generate-seed"
      })
  void no_code_is_generated(String asked) {
    assertThat(mayGenerate(asked)).isFalse();
  }

  @Test
  void nobody_knows_what_a_default_goal_is() {
    assertThat(AskedFor.mayGenerate(List.of())).isTrue();
  }

  private static boolean mayGenerate(String asked) {
    return AskedFor.mayGenerate(List.of(asked.split(" ", -1)));
  }
}
