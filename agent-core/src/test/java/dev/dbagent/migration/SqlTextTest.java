// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
    assertThat(new SqlText(sql).statements()).containsExactly(piece(0, sql));
    assertThat(new SqlText("SELECT 0;" + sql).statements()).hasSize(2);
  }

  @Test
  void splitsAtSemicolonsAndForgetsWhatIsEmpty() {
    assertThat(new SqlText(" -- a\nBEGIN; ; /* b */\nEND;\n-- c").statements())
        .containsExactly(piece(6, "BEGIN"), piece(23, "END"));
  }

  @Test
  void findsTheFirstToken() {
    assertThat(new SqlText("/* a */ -- b\n\tSELECT").firstToken()).isEqualTo(14);
    assertThat(new SqlText("-- nothing").firstToken()).isEqualTo(10);
  }

  @ParameterizedTest
  @ValueSource(strings = {"COPY t FROM stdin", "copy s.t (a, b) from STDIN with (format csv)"})
  void takesRowsFromTheScript(String copy) {
    assertThat(new SqlText(copy + ";\n1;\n2\n\\.\nSELECT 1;").statements())
        .containsExactly(
            new SqlText.Piece(0, copy, Optional.of("1;\n2\n")),
            piece(copy.length() + 10, "SELECT 1"));
    assertThat(new SqlText(copy + ";\n1;\n2").statements())
        .containsExactly(new SqlText.Piece(0, copy, Optional.of("1;\n2")));
  }

  @Test
  void findsWhatHasNoEnd() {
    assertThat(new SqlText("SELECT 'it''s', $1, $a$ $$ $a$ -- '\n /* ' */").unfinished()).isEmpty();
    assertThat(new SqlText("SELECT 'a', 'b''").unfinished()).hasValue(12);
    assertThat(new SqlText("SELECT \"a' ' ").unfinished()).hasValue(7);
    assertThat(new SqlText("SELECT E'\\'").unfinished()).hasValue(7);
    assertThat(new SqlText("DO $a$ $$ $$").unfinished()).hasValue(3);
    assertThat(new SqlText("/* /* */").unfinished()).hasValue(0);
    assertThat(new SqlText("'" + "''".repeat(100_000)).unfinished()).hasValue(0);
  }

  @Test
  void findsTheCommentThatNothingEnds() {
    assertThat(new SqlText("SELECT 1; /* a */ -- /*").openComment()).isEmpty();
    assertThat(new SqlText("SELECT '/*'; ; /* /* */").openComment()).hasValue(15);
    assertThat(new SqlText("/*").openComment()).hasValue(0);
    assertThat(new SqlText("COPY t FROM stdin;\n/*\n\\.\n").openComment()).isEmpty();
    assertThat(new SqlText("COPY t FROM stdin;\n1\n\\.\n/*").openComment()).hasValue(24);
    assertThat(new SqlText("SELECT 1 /* the server will tell").openComment()).isEmpty();
  }

  @Test
  void aCarriageReturnAloneEndsAComment() {
    assertThat(new SqlText("-- a;\rSELECT 1;\r-- b").statements())
        .containsExactly(piece(6, "SELECT 1"));
  }

  @Test
  void tellsACallFromAnotherUseOfItsName() {
    SqlText text = new SqlText("SELECT f /* it */ (1) AS f, \"f\"()");
    assertThat(text.isCalled(7)).isTrue();
    assertThat(text.isCalled(25)).isFalse();
    assertThat(text.isCalled(28)).isTrue();
  }

  @Test
  void namesAreFoldedAsTheServerDoes() {
    assertThat(new SqlText("Sel \"A b\"\"c\" 'no' e'no' $$no$$ --no\n é$1").names())
        .containsExactly(
            new SqlText.Name(0, "sel"), new SqlText.Name(4, "A b\"c"), new SqlText.Name(37, "é$1"));
  }

  @Test
  void literalsAreWhatStandsBetweenQuotes() {
    assertThat(new SqlText("'a''b' E'c\\'' $x$d$x$ \"no\" 'open").literals())
        .containsExactly(
            new SqlText.Literal(0, 1, "a''b"),
            new SqlText.Literal(7, 9, "c\\'"),
            new SqlText.Literal(14, 17, "d"));
  }

  private static SqlText.Piece piece(int offset, String sql) {
    return new SqlText.Piece(offset, sql, Optional.empty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '@',
      value = {
        "SELECT 'a''b', 1 -- c        ; SELECT '    ', 1",
        "SELECT /* a /* b */ */ 1     ; SELECT                 1",
        "SELECT E'a\\'b' || \"C d\"  ; SELECT E'    ' || \"C d\"",
        "DO $$ x 'y' $$, 1            ; DO    x ' '   , 1",
        "f($a$ g($b$ 'h' $b$) $a$)    ; f(    g(    ' '    )    )",
        "SELECT 'never                ; SELECT '",
      })
  void leavesASkeleton(String sql, String skeleton) {
    assertThat(new SqlText(sql).skeleton().stripTrailing()).isEqualTo(skeleton);
    assertThat(new SqlText(sql).skeleton()).hasSameSizeAs(sql);
  }

  @Test
  void walksOverTokens() {
    String sql = "a \"B\"\"\" 1.5e3 'it''s' $x$'$x$ /* c */ ::é$1;";
    List<String> tokens = new ArrayList<>();
    Optional<SqlText.Token> token = new SqlText(sql).tokenAt(0);
    while (token.isPresent()) {
      tokens.add(token.get().kind() + " " + token.get().text());
      token = new SqlText(sql).tokenAt(token.get().end());
    }

    assertThat(tokens)
        .containsExactly(
            "WORD a",
            "QUOTED_NAME B\"",
            "NUMBER 1.5e3",
            "LITERAL it's",
            "LITERAL '",
            "SYMBOL :",
            "SYMBOL :",
            "WORD é$1",
            "SYMBOL ;");
  }
}
