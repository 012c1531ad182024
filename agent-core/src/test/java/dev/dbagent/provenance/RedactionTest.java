// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbagent.model.Edit;
import dev.dbagent.model.Excerpt;
import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Place;
import dev.dbagent.model.Secret;
import dev.dbagent.model.Setting;
import dev.dbagent.model.SqlCondition;
import dev.dbagent.model.SqlFault;
import dev.dbagent.model.StageFailure;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RedactionTest {

  private static final Redaction REDACTION = Redaction.of(List.of(Secret.of("it's hidden")));

  @Test
  void a_secret_is_masked_also_where_sql_has_doubled_its_quotes() {
    assertThat(REDACTION.of("x it's hidden y it''s hidden z")).isEqualTo("x **** y **** z");
  }

  @Test
  void a_part_of_it_that_a_server_quotes_is_masked_too() {
    Redaction redaction = Redaction.of(List.of(Secret.of("hunter2-four")));

    assertThat(redaction.of("unrecognized role option \"hunter2\""))
        .isEqualTo("unrecognized role option \"****\"");
    assertThat(redaction.of("near \"four more\"")).isEqualTo("near \"four more\"");
  }

  @Test
  void short_texts_would_be_found_everywhere() {
    assertThat(Redaction.of(List.of(Secret.of("abc"))).of("abcdef")).isEqualTo("abcdef");
  }

  @Test
  void a_line_of_a_longer_secret_is_masked_too() {
    Redaction key = Redaction.of(List.of(Secret.of("-----BEGIN-----\nMIIEvQIBADANBg\n---")));

    assertThat(key.of("near MIIEvQIBADANBg here")).isEqualTo("near **** here");
  }

  @Test
  void no_part_of_a_failure_nor_of_its_causes_tells_it() {
    String hidden = "it's hidden";
    SqlFault fault =
        new SqlFault(
            "42601",
            SqlCondition.SYNTAX,
            "syntax_error",
            hidden,
            hidden,
            hidden,
            hidden,
            3,
            new SqlFault.InternalStatement(hidden, 1),
            null,
            null,
            null);
    FailureFacts facts =
        FailureFacts.of(FailureKind.SYNTAX_ERROR, hidden)
            .at(new Place("a.sql", 1, 1), hidden)
            .said(fault)
            .note(hidden)
            .see(Place.file("b.sql"), hidden)
            .suggest(new Setting("x", hidden))
            .suggest(new Edit.Replace(new Place("a.sql", 1, 1), hidden, "x"));
    Throwable cause = new IllegalStateException(hidden, new IllegalArgumentException(hidden));

    StageFailure redacted = REDACTION.of(new StageFailure(facts, cause));

    StringWriter trace = new StringWriter();
    redacted.printStackTrace(new PrintWriter(trace));
    assertThat(redacted.facts().toString()).contains("****").doesNotContain(hidden);
    assertThat(redacted.facts().edits()).isEmpty();
    assertThat(trace.toString()).contains("IllegalArgumentException: ****").doesNotContain(hidden);
  }

  @Test
  void the_caret_stays_below_its_character() {
    FailureFacts facts =
        FailureFacts.of(FailureKind.SYNTAX_ERROR, "no")
            .at(new Place("a.sql", 1, 15), "\uD83D\uDE00'it's hidden' x");

    Excerpt excerpt = Objects.requireNonNull(REDACTION.of(facts).excerpt());

    assertThat(excerpt.lines()).containsExactly("\uD83D\uDE00'****' x");
    assertThat(excerpt.caret()).isEqualTo(7);
  }
}
