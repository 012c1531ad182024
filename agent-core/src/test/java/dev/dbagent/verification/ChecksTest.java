// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.dbagent.model.Finding;
import dev.dbagent.model.Finding.Severity;
import dev.dbagent.model.Place;
import dev.dbagent.model.SchemaSnapshot;
import dev.dbagent.model.SchemaSnapshot.Column;
import dev.dbagent.model.SchemaSnapshot.Constraint;
import dev.dbagent.model.SchemaSnapshot.ConstraintKind;
import dev.dbagent.model.SchemaSnapshot.Filling;
import dev.dbagent.model.SchemaSnapshot.Index;
import dev.dbagent.model.SchemaSnapshot.Relation;
import dev.dbagent.model.SchemaSnapshot.RelationKind;
import dev.dbagent.model.TableName;
import dev.dbagent.seed.SeededTable;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChecksTest {

  private static final TableName SHOP = new TableName("public", "shop");

  @Test
  void a_sound_state_has_no_findings() {
    Candidate sound = candidate(List.of(), List.of(seed(2, 2)), schema(true, true));

    assertThat(StateVerifier.CHECKS)
        .hasSize(5)
        .allSatisfy(c -> assertThat(c.check().apply(sound)).isEmpty());
  }

  @Test
  void a_migration_that_was_passed_over_is_named() {
    Candidate candidate = candidate(List.of("db/V7__x.sql"), List.of(), schema(true, true));

    assertFinding(
        Checks.everyMigrationIsApplied(candidate), "DBA-V001", Severity.ERROR, "db/V7__x.sql");
  }

  @Test
  void an_empty_catalogue_is_an_error_and_one_with_a_routine_is_not_empty() {
    assertFinding(
        Checks.catalogueIsNotEmpty(routines(0)), "DBA-V002", Severity.ERROR, "the catalogue");
    assertThat(Checks.catalogueIsNotEmpty(routines(1))).isEmpty();
  }

  @Test
  void a_constraint_left_not_valid_is_a_warning() {
    Candidate candidate = candidate(List.of(), List.of(), schema(false, true));

    assertFinding(
        Checks.everyConstraintIsValidated(candidate),
        "DBA-V003",
        Severity.WARNING,
        "public.shop.named");
    assertThat(Checks.everyConstraintIsValidated(candidate))
        .extracting(Finding::place)
        .containsExactly(new Place("V1__public.shop_named.sql", 3, 5));
  }

  @Test
  void an_invalid_index_is_an_error() {
    Candidate candidate = candidate(List.of(), List.of(), schema(true, false));

    assertFinding(
        Checks.everyIndexIsValid(candidate),
        "DBA-V004",
        Severity.ERROR,
        "public.shop, index shop_ix");
    assertThat(Checks.everyIndexIsValid(candidate))
        .extracting(Finding::place)
        .containsExactly(new Place("V1__public.shop_shop_ix.sql", 3, 5));
  }

  @Test
  void rows_that_got_lost_are_an_error_at_the_file() {
    Candidate candidate = candidate(List.of(), List.of(seed(3, 2)), schema(true, true));

    assertFinding(
        Checks.everySeedHasItsRows(candidate), "DBA-V005", Severity.ERROR, "seed/shop.csv");
  }

  private static void assertFinding(
      List<Finding> findings, String code, Severity severity, String subject) {
    assertThat(findings)
        .extracting(Finding::code, Finding::severity, Finding::subject)
        .containsExactly(tuple(code, severity, subject));
  }

  private static Candidate candidate(
      List<String> passedOver, List<SeededTable> seeds, SchemaSnapshot schema) {
    return new Candidate(
        passedOver,
        seeds,
        SchemaSize.of(schema),
        schema.relations(),
        (table, part) -> Optional.of(new Place("V1__" + table + "_" + part + ".sql", 3, 5)));
  }

  private static SeededTable seed(long declared, long loaded) {
    return new SeededTable(SHOP, "seed/shop.csv", declared, loaded);
  }

  private static Candidate routines(int number) {
    return candidate(List.of(), List.of(), new SchemaSnapshot(List.of(), List.of(), number, 0));
  }

  private static SchemaSnapshot schema(boolean validated, boolean validIndex) {
    Relation shop =
        new Relation(
            SHOP,
            RelationKind.TABLE,
            List.of(new Column("id", "integer", false, Filling.NONE)),
            List.of(
                new Constraint(
                    "named", ConstraintKind.CHECK, List.of("id"), validated, null, null)),
            List.of(new Index("shop_ix", validIndex)));
    return new SchemaSnapshot(List.of(shop), List.of(), 0, 0);
  }
}
