// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {

  private static final List<String> PARAMETERS =
      List.of("postgresVersion", "seedDirectory", "skip", "flyway");

  @ParameterizedTest
  @CsvSource({
    "postgresVersoin, postgresVersion",
    "postgresversion, postgresVersion",
    "skipp, skip",
    "fliway, flyway",
    "seedDir, ''",
    "outputEncoding, ''"
  })
  void a_few_keystrokes_are_forgiven(String written, String meant) {
    assertThat(NearestName.of(written, PARAMETERS).orElse("")).isEqualTo(meant);
  }

  @Test
  void the_question_is_asked_only_when_there_is_an_answer() {
    assertThat(NearestName.question("skp", PARAMETERS)).isEqualTo("; did you mean skip?");
    assertThat(NearestName.question("somethingElse", PARAMETERS)).isEmpty();
  }
}
