// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineEndsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TABLE t (\r\n  id int -- the key\r\n);\r\n",
        "/* two\r\n lines */ SELECT 'one';\r\n",
        "",
        "\r\n",
        "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$;\r\n"
      })
  void carriage_returns_between_tokens_do_not_matter(String script) {
    assertThat(unified(script)).isEqualTo(script.replace("\r\n", "\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO t VALUES ('two\r\nlines');",
        "INSERT INTO t VALUES (E'two\r\nlines');",
        "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$\r\n SELECT 1 $$;",
        "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $body$\r\n SELECT 1 $body$;",
        "CREATE TABLE \"two\r\nlines\" ();",
        "COPY t FROM STDIN;\r\n1\r\n\\.\r\n",
        "SELECT 'never closed\r\n",
        "INSERT INTO log\r\nSELECT current_query();"
      })
  void carriage_returns_that_the_server_stores_or_may_store_do(String script) {
    assertThat(unified(script)).isEqualTo(script);
  }

  @Test
  void a_return_by_itself_is_no_line_end_of_git() {
    assertThat(unified("SELECT 1;\rSELECT 2;")).isEqualTo("SELECT 1;\rSELECT 2;");
  }

  @Test
  void what_is_no_text_or_of_wide_characters_stays() {
    byte[] wide = "SELECT 1;\r\n".getBytes(StandardCharsets.UTF_16LE);

    assertThat(LineEnds.unified(wide, StandardCharsets.UTF_16LE)).isEqualTo(wide);
    assertThat(LineEnds.unified(new byte[] {1, '\r', '\n'}, null)).containsExactly(1, '\r', '\n');
  }

  private static String unified(String script) {
    byte[] content = script.getBytes(StandardCharsets.UTF_8);
    return new String(LineEnds.unified(content, StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
