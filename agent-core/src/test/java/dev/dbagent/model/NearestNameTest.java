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

  @ParameterizedTest
  @CsvSource({
    "custmer, customer",
    "emial, email",
    "txet, text",
    "order, orders",
    "customers, customer",
    "CUSTOMER, customer",
    "i, ''",
    "xy, ''",
    "mail, email",
    "stock, ''"
  })
  void one_mistake_in_three_letters_is_forgiven(String written, String meant) {
    List<String> names = List.of("customer", "orders", "email", "text", "id", "no", "order_item");

    assertThat(NearestName.all(written, names))
        .isEqualTo(meant.isEmpty() ? List.of() : List.of(meant));
  }

  @Test
  void of_equally_near_names_all_are_told_and_none_that_is_further() {
    assertThat(NearestName.all("itam", List.of("items", "item", "iram", "itam2", "item")))
        .containsExactly("iram", "itam2", "item");
  }
}
