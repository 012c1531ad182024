// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbagent.diagnosis.Diagnosis;
import dev.dbagent.diagnosis.DiagnosisCatalogue;
import dev.dbagent.diagnosis.Wording;
import dev.dbagent.model.Edit;
import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Place;
import dev.dbagent.model.Setting;
import dev.dbagent.model.SqlCondition;
import dev.dbagent.model.SqlFault;
import dev.dbagent.model.StageFailure;
import dev.dbagent.provenance.Changes;
import dev.dbagent.provenance.Changes.Fate;
import dev.dbagent.provenance.Changes.FileChange;
import dev.dbagent.provenance.Changes.ValueChange;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DiagnosisTextTest {

  private static final Wording WORDING =
      new Wording() {
        @Override
        public String setting(String name) {
          return "<" + name + ">";
        }

        @Override
        public String more(String code) {
          return "explain " + code;
        }
      };

  private static final Palette TAGS =
      new Palette() {
        @Override
        public String failure(String text) {
          return "F(" + text + ")";
        }

        @Override
        public String strong(String text) {
          return "S(" + text + ")";
        }

        @Override
        public String added(String text) {
          return "A(" + text + ")";
        }

        @Override
        public String removed(String text) {
          return "R(" + text + ")";
        }
      };

  private static final FailureFacts FACTS =
      FailureFacts.of(FailureKind.STATEMENT_TIMED_OUT, "it took too long")
          .at(new Place("db/V9__x.sql", 10, 8), "x\n".repeat(9) + "SELECT\tslow();\nSELECT 2;\n");

  private static final Instant SINCE = Instant.parse("2026-11-24T22:13:59Z");

  @Test
  void all_that_is_known_has_its_line_in_the_order_of_need() {
    SqlFault fault =
        new SqlFault(
            "57014",
            SqlCondition.STATEMENT_TIMEOUT,
            "query_canceled",
            "canceling statement due to statement timeout",
            "a detail",
            "a hint",
            "in slow\nin SQL",
            8,
            null,
            null,
            null,
            null);
    FailureFacts facts =
        FACTS
            .said(fault)
            .note("It ran for 600 seconds.")
            .see(Place.line("db/V1__slow.sql", 3), "created here")
            .suggest(new Setting("statementTimeout", "1200"))
            .suggest(new Edit.Rename("a.sql", "b.sql"))
            .suggest(new Edit.Create("a.conf", "executeInTransaction=false\n"))
            .suggest(new Edit.Replace(new Place("a.sql", 1, 2), "slow", "fast"));

    assertThat(text(facts, null, Palette.PLAIN))
        .isEqualTo(
            """
            db/V9__x.sql:10:8: it took too long [DBA-M006, SQLSTATE 57014 query_canceled]

               9 | x
              10 | SELECT slow();
                 |        ^
              11 | SELECT 2;

              server: canceling statement due to statement timeout
              detail: a detail
              hint: a hint
              context: in slow
                in SQL
              note: It ran for 600 seconds.
              see: db/V1__slow.sql:3: created here
              remedy: Make the statement cheaper, or raise <statementTimeout> (seconds, 0 for no limit).
              set: <statementTimeout> = 1200
              rename: a.sql -> b.sql
              create: a.conf: executeInTransaction=false
              edit: a.sql:1:2: slow -> fast
              more: explain DBA-M006""");
  }

  @Test
  void the_first_line_is_the_headline_whatever_the_colours() {
    assertThat(text(FACTS, null, TAGS).lines())
        .startsWith("db/V9__x.sql:10:8: it took too long [DBA-M006]")
        .contains("S(  10 | SELECT slow();)", "     |        F(^)");
  }

  @Test
  void what_changed_comes_last_with_differences_in_colour() {
    Changes changes =
        new Changes(
            SINCE,
            true,
            List.of(
                new FileChange(Fate.EDITED, "seed/a.csv", List.of("@@ -1 +1 @@", "-1", "+2")),
                new FileChange(Fate.RENAMED, "V2__b.sql", "V1__b.sql", List.of())),
            List.of(new ValueChange("lockTimeout", "10", "7")),
            List.of(new ValueChange("jOOQ", null, "3.19.38")),
            List.of());

    assertThat(text(FACTS, changes, TAGS))
        .endsWith(
            """
              Changed since it last worked (2026-11-24 22:13 UTC):
                S(edited seed/a.csv)
                  @@ -1 +1 @@
                  R(-1)
                  A(+2)
                S(renamed V2__b.sql) (was V1__b.sql)
                setting lockTimeout: 10 -> 7
                version of jOOQ: (none) -> 3.19.38\
            """);
  }

  @Test
  void that_nothing_changed_is_said_and_what_differs_around_it() {
    assertThat(text(FACTS, unchanged(List.of()), Palette.PLAIN))
        .endsWith(
            """
              Nothing changed since it last worked in another checkout (2026-11-24 22:13 UTC): the same files, settings and versions.
              The environment is the same too, as far as the agent can tell.\
            """);
    assertThat(text(FACTS, unchanged(List.of(new ValueChange("Java", "17", "25"))), Palette.PLAIN))
        .endsWith(
            """
              What differs is the environment:
                environment: Java: 17 -> 25\
            """);
  }

  @Test
  void a_hundred_files_are_told_by_the_first_ones() {
    List<FileChange> files =
        IntStream.range(0, 100)
            .mapToObj(i -> new FileChange(Fate.ADDED, "V" + i + "__x.sql", List.of()))
            .toList();
    Changes changes = new Changes(SINCE, true, files, List.of(), List.of(), List.of());

    assertThat(text(FACTS, changes, Palette.PLAIN))
        .contains("added V24__x.sql")
        .doesNotContain("V25__x.sql")
        .endsWith("and 75 more files");
  }

  private static Changes unchanged(List<ValueChange> environment) {
    return new Changes(SINCE, false, List.of(), List.of(), List.of(), environment);
  }

  private static String text(FailureFacts facts, @Nullable Changes changes, Palette palette) {
    Diagnosis diagnosis = DiagnosisCatalogue.diagnose(new StageFailure(facts, null));
    return DiagnosisText.of(diagnosis, changes, WORDING, palette);
  }
}
