// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbagent.engine.postgres.sql.KeyDetail.Verdict;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyDetailTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '@',
      textBlock =
          """
          Key (a)=(1) is duplicated.                              ; DUPLICATED ; a ; 1
          Key (lower(a), "B")=(x, (y)) is duplicated.             ; DUPLICATED ; lower(a), "B" ; x, (y)
          Key (a, b)=(1, 2) already exists.                       ; EXISTS     ; a, b ; 1, 2
          Key (a)=(7) is not present in table "t".                ; DANGLING   ; a ; 7
          Key (a)=(1) is still referenced from table "t".         ; REFERENCED ; a ; 1
          Key (n)=([1,9)) conflicts with key (n)=([2,3)).         ; CONFLICTS  ; n ; [1,9)
          Key (n)=([1,9)) conflicts with existing key (n)=([2,3)). ; CONFLICTS_WITH_EXISTING ; n ; [1,9)
          """)
  void is_understood(String detail, Verdict verdict, String expressions, String values) {
    assertThat(KeyDetail.of(detail))
        .hasValueSatisfying(
            key -> {
              assertThat(key.verdict()).isEqualTo(verdict);
              assertThat(key.expressions()).isEqualTo(expressions);
              assertThat(key.values()).isEqualTo(values);
            });
  }

  @Test
  void has_parts_if_they_are_as_many_as_columns() {
    assertThat(parts("Key (a)=(1, 2) is duplicated.")).isEqualTo(Map.of("a", "1, 2"));
    assertThat(parts("Key (a, \"B\")=(1, 2) is duplicated.")).isEqualTo(Map.of("a", "1", "B", "2"));
    assertThat(parts("Key (a, b)=(1, 2, 3) is duplicated.")).isEmpty();
  }

  @Test
  void is_nothing_else() {
    assertThat(KeyDetail.of(null)).isEmpty();
    assertThat(KeyDetail.of("Failing row contains (1).")).isEmpty();
  }

  private static Map<String, String> parts(String detail) {
    return KeyDetail.of(detail).orElseThrow().parts();
  }
}
