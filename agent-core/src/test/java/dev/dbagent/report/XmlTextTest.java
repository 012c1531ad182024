// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class XmlTextTest {

  @Test
  void replaces_what_is_no_character_of_xml() {
    assertThat(XmlText.content("a\u0000b\u001B[0m\uFFFEc\uD800d\tf\uD83D\uDE00"))
        .isEqualTo("a\uFFFDb\uFFFD[0m\uFFFDc\uFFFDd\tf\uD83D\uDE00");
  }

  @Test
  void knows_one_line_end() {
    assertThat(XmlText.content("a\r\nb\rc\nd")).isEqualTo("a\nb\nc\nd");
    assertThat(XmlText.attribute("a\r\n  b\tc")).isEqualTo("a b c");
  }

  @Test
  void cuts_a_long_attribute_between_characters() {
    assertThat(XmlText.attribute("\uD83D\uDE00".repeat(1000))).hasSize(2000);
    assertThat(XmlText.attribute("\uD83D\uDE00".repeat(1001)))
        .isEqualTo("\uD83D\uDE00".repeat(1000) + "\u2026");
  }
}
