// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbagent.engine.WrittenRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleReaderTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '@',
      textBlock =
          """
          ALTER TABLE t ADD CHECK (a > 0)                          ; c ; a > 0
          ALTER TABLE t ADD CONSTRAINT c CHECK (f(a, ')') IN (1, 2)) NOT VALID ; c ; f(a, ')') IN (1, 2)
          ALTER TABLE t ADD CHECK (a > 0), ADD CONSTRAINT c CHECK (b > 0) ; c ; b > 0
          ALTER TABLE t ADD CONSTRAINT "C" CHECK (a > 0), ADD CHECK (b > 0) ; C ; a > 0
          ALTER DOMAIN d ADD CHECK (VALUE ~ '^\\d+$')              ; c ; VALUE ~ '^\\d+$'
          CREATE UNIQUE INDEX i ON t (lower(a)) WHERE b > (SELECT 1) ; i ; b > (SELECT 1)
          """)
  void reads_the_condition(String sql, String constraint, String condition) {
    assertThat(RuleReader.of(sql, constraint).condition()).isEqualTo(condition);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '@',
      textBlock =
          """
          ALTER TABLE t ADD FOREIGN KEY (a, "B") REFERENCES s.u (x, y) ON DELETE CASCADE ; [a, B] s.u [x, y]
          ALTER TABLE t ADD CONSTRAINT c FOREIGN KEY (a) REFERENCES "U" ; [a] U []
          ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES u, ADD CONSTRAINT c FOREIGN KEY (b) REFERENCES v ; [b] v []
          """)
  void reads_a_foreign_key(String sql, String told) {
    WrittenRule rule = RuleReader.of(sql, "c");

    assertThat("%s %s %s".formatted(rule.columns(), rule.references(), rule.referencedColumns()))
        .isEqualTo(told);
  }

  @Test
  void does_not_choose_between_two_without_a_name() {
    String sql = "ALTER TABLE t ADD CHECK (a > 0), ADD CHECK (b > 0)";

    assertThat(RuleReader.of(sql, "t_b_check")).isEqualTo(WrittenRule.NONE);
    assertThat(RuleReader.of("ALTER TABLE t ALTER a SET NOT NULL", null))
        .isEqualTo(WrittenRule.NONE);
  }
}
