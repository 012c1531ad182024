// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import org.junit.jupiter.api.Test;

class EndingReaderTest {

  @Test
  void gives_all_of_a_script_to_whoever_stops_at_its_end() throws IOException {
    try (BufferedReader reader = new BufferedReader(new EndingReader("SELECT 1;\nSELECT 2;\n"))) {
      assertThat(reader.lines()).containsExactly("SELECT 1;", "SELECT 2;");
      assertThat(reader.read()).isEqualTo(-1);
    }
  }

  @Test
  void ends_the_search_of_whoever_does_not() {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(
            () -> {
              try (Reader reader = new EndingReader("1\t2\n")) {
                for (int i = 0; i < 1_000_000; i++) {
                  assertThat(reader.read()).isGreaterThanOrEqualTo(-1);
                }
              }
            })
        .withMessageContaining("COPY");
  }
}
