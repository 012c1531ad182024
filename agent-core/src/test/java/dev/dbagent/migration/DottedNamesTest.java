// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DottedNamesTest {

  /** What they are, as a regular expression says it. */
  private static final Pattern DOTTED =
      Pattern.compile("[A-Za-z_\\x80-\\uFFFE][\\w$\\x80-\\uFFFE]*(?:\\.[A-Za-z_][\\w$]*)+");

  private static final String ALPHABET = "ab_Z09$.. '\n.\u00e9\uFFFF";

  @Test
  void parts_with_dots_between_them_are_found() {
    assertThat(DottedNames.in("SET app.user = 'x'; SELECT a.b.c, 1.5, d. e, .f FROM \u00e4.g"))
        .containsExactly("app.user", "a.b.c", "\u00e4.g");
  }

  @Test
  void they_are_those_that_the_regular_expression_finds() {
    Random random = new Random(4);
    for (int i = 0; i < 20_000; i++) {
      String text = text(random);
      List<String> expected = DOTTED.matcher(text).results().map(MatchResult::group).toList();
      assertThat(DottedNames.in(text)).as(text).isEqualTo(expected);
    }
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(24);
    for (int i = 0; i < length; i++) {
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return text.toString();
  }
}
