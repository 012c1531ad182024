// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteCountTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0 bytes",
    "999, 999 bytes",
    "1000, 1.0 kB",
    "4096, 4.1 kB",
    "61000000, 61 MB",
    "252000000000, 252 GB",
    "9000000000000000, 9000 TB",
  })
  void has_a_unit_that_leaves_few_digits(long bytes, String words) {
    assertThat(ByteCount.of(bytes)).isEqualTo(words);
  }
}
