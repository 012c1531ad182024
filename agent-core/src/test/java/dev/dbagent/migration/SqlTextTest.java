// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlTextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT ';'",
        "SELECT 'it''s;'",
        "SELECT E'it\\';s'",
        "SELECT \";\"",
        "SELECT 1 -- ;\n + 1",
        "SELECT 1 /* ; /* ; */ ; */ + 1",
        "DO $$ BEGIN NULL; END $$",
        "DO $a$ BEGIN PERFORM $$;$$; END $a$",
        "SELECT a$b$c, $1",
        "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END",
        "SELECT 'unfinished;",
        "SELECT $$unfinished;",
        "SELECT 1 /* unfinished;"
      })
  void holdsAStatementTogether(String sql) {
    assertThat(new SqlText(sql).statements()).containsExactly(new SqlText.Piece(0, sql));
    assertThat(new SqlText("SELECT 0;" + sql).statements()).hasSize(2);
  }

  @Test
  void splitsAtSemicolonsAndForgetsWhatIsEmpty() {
    assertThat(new SqlText(" -- a\nBEGIN; ; /* b */\nEND;\n-- c").statements())
        .containsExactly(new SqlText.Piece(6, "BEGIN"), new SqlText.Piece(23, "END"));
  }

  @Test
  void findsTheFirstToken() {
    assertThat(new SqlText("/* a */ -- b\n\tSELECT").firstToken()).isEqualTo(14);
    assertThat(new SqlText("-- nothing").firstToken()).isEqualTo(10);
  }
}
