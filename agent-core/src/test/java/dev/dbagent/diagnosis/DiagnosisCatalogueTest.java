// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Place;
import dev.dbagent.model.SqlCondition;
import dev.dbagent.model.SqlFault;
import dev.dbagent.model.StageFailure;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DiagnosisCatalogueTest {

  @ParameterizedTest
  @EnumSource(FailureKind.class)
  void every_kind_has_a_code_of_its_stage_a_title_and_a_remedy(FailureKind kind) {
    Diagnosis diagnosis = DiagnosisCatalogue.diagnose(new StageFailure(kind, "it broke"));
    String letter =
        switch (kind.stage()) {
          case ENGINE -> "E";
          case MIGRATION -> "M";
          case SEED -> "S";
          case VERIFICATION -> "V";
          case CODEGEN -> "G";
          case HANDOFF -> "H";
        };

    assertThat(diagnosis.code()).matches("DBA-" + letter + "\\d{3}");
    assertThat(diagnosis.title()).isNotBlank();
    assertThat(diagnosis.remedy(Wording.plain())).endsWith(".");
  }

  @Test
  void no_code_is_given_away_twice() {
    assertThat(Arrays.stream(FailureKind.values()).map(DiagnosisCatalogueTest::codeOf))
        .doesNotHaveDuplicates();
  }

  @Test
  void the_headline_starts_with_the_place_and_ends_with_the_code() {
    SqlFault fault =
        SqlFault.of("42P01", SqlCondition.OBJECT_MISSING, "relation \"x\" does not exist");
    Diagnosis diagnosis =
        DiagnosisCatalogue.diagnose(
            new StageFailure(
                FailureKind.STATEMENT_FAILED,
                "relation \"x\" does not exist",
                new Place("db/V2__x.sql", 7, 3),
                fault,
                null));

    assertThat(diagnosis.headline())
        .isEqualTo("db/V2__x.sql:7:3: relation \"x\" does not exist [DBA-M005, SQLSTATE 42P01]");
  }

  private static String codeOf(FailureKind kind) {
    return DiagnosisCatalogue.diagnose(new StageFailure(kind, "x")).code();
  }
}
