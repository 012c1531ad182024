// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.report;

import dev.dbagent.diagnosis.Diagnosis;
import dev.dbagent.diagnosis.DiagnosisCatalogue;
import dev.dbagent.diagnosis.Wording;
import dev.dbagent.model.Edit;
import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Finding;
import dev.dbagent.model.Finding.Severity;
import dev.dbagent.model.Place;
import dev.dbagent.model.Setting;
import dev.dbagent.model.SqlCondition;
import dev.dbagent.model.SqlFault;
import dev.dbagent.model.Stage;
import dev.dbagent.model.StageFailure;
import dev.dbagent.model.TableName;
import dev.dbagent.provenance.Changes;
import dev.dbagent.provenance.Changes.Fate;
import dev.dbagent.provenance.Changes.FileChange;
import dev.dbagent.provenance.Changes.ValueChange;
import dev.dbagent.report.Case.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Outcomes as builds have them. */
final class Outcomes {

  static final String STATE = "0123456789abcdef".repeat(4);
  static final String V1 = "src/main/resources/db/migration/V1__shop.sql";
  static final String V2 = "src/main/resources/db/migration/V2__e mail #2.sql";
  static final String V3 = "src/main/resources/db/migration/V3__later.sql";
  static final String SEED = "src/main/db/seed/shop.customer.csv";
  static final String SCRIPT =
      "CREATE TABLE address (id int);\n\tALTER TABLE custmer ADD email text;\nSELECT 1;\n";

  /** Settings as a POM has them. */
  static final Wording POM =
      new Wording() {
        @Override
        public String setting(String name) {
          return "<" + name + ">";
        }

        @Override
        public String setting(String name, String value) {
          return "<" + name + ">" + value + "</" + name + ">";
        }

        @Override
        public String more(String code) {
          return "mvn db-agent:explain -Dcode=" + code;
        }
      };

  private Outcomes() {}

  static ReportSettings settings(Path target, String module) {
    return new ReportSettings(
        target.resolve("surefire-reports"), module, POM, Map.of("Maven", "3.9.16"), "pom.xml");
  }

  static Outcome prepared() {
    return succeeded("prepare", STATE, cases());
  }

  static Outcome generated() {
    return succeeded(
        "generate",
        STATE,
        List.of(passed(Stage.CODEGEN, "generated sources match the catalogue", 3210)));
  }

  static Outcome succeeded(String goal, @Nullable String state, List<Case> cases) {
    return new Outcome(
        "com.example:shop-db:1.2.3",
        "0.1.0",
        goal,
        "PostgreSQL 18.6",
        state,
        cases,
        goal.equals("prepare") ? findings() : List.of(),
        null,
        null);
  }

  /** A migration that fails, and all that can be known of it. */
  static Outcome refused() {
    return failed("prepare", fullFacts(), changes(), failingCases());
  }

  static Outcome failed(String goal, FailureFacts facts) {
    return failed(goal, facts, null, List.of());
  }

  static Outcome failed(
      String goal, FailureFacts facts, @Nullable Changes changes, List<Case> cases) {
    return new Outcome(
        "com.example:shop-db:1.2.3",
        "0.1.0",
        goal,
        "PostgreSQL 18.6",
        STATE,
        cases,
        List.of(),
        diagnosis(facts),
        changes);
  }

  /** A failure of which nothing is known but a sentence. */
  static Outcome bare(FailureKind kind) {
    return new Outcome(
        "com.example:shop-db:1.2.3",
        "0.1.0",
        "prepare",
        null,
        null,
        List.of(),
        List.of(),
        diagnosis(FailureFacts.of(kind, "it broke")),
        null);
  }

  static Diagnosis diagnosis(FailureFacts facts) {
    return DiagnosisCatalogue.diagnose(new StageFailure(facts, null));
  }

  static FailureFacts fullFacts() {
    return FailureFacts.of(FailureKind.OBJECT_MISSING, "relation \"custmer\" does not exist")
        .at(new Place(V2, 2, 14), SCRIPT)
        .said(
            new SqlFault(
                "42P01",
                SqlCondition.OBJECT_MISSING,
                "undefined_table",
                "relation \"custmer\" does not exist",
                "a detail of\ntwo lines",
                "a hint",
                "SQL statement \"x\"",
                13,
                new SqlFault.InternalStatement("SELECT 1", 8),
                new TableName("public", "custmer"),
                "email",
                "custmer_pk"))
        .note("The nearest name is customer.")
        .see(Place.line(V1, 3), "customer [sic] is created here")
        .see(Place.file(V3), "created only here")
        .suggest(new Setting("flyway.placeholders.owner", "app"))
        .suggest(new Edit.Replace(new Place(V2, 2, 14), "custmer", "customer"))
        .suggest(new Edit.Create(V2 + ".conf", "executeInTransaction=false\n"))
        .suggest(new Edit.Rename(V3, "src/main/resources/db/migration/V1_1__later.sql"));
  }

  static Changes changes() {
    return new Changes(
        Instant.parse("2026-11-24T08:15:30Z"),
        true,
        List.of(
            new FileChange(
                Fate.EDITED, V2, List.of("@@ -1 +1,2 @@", "-a", "+b", "... 3 more lines")),
            new FileChange(Fate.ADDED, V3, List.of("@@ -0,0 +1 @@", "+c")),
            new FileChange(Fate.RENAMED, SEED, "src/main/db/seed/customer.csv", List.of()),
            new FileChange(
                Fate.REMOVED, "src/main/db/seed/old.csv", List.of("@@ -1 +0,0 @@", "-x"))),
        List.of(
            new ValueChange("lockTimeout", "10", null), new ValueChange("databaseName", null, "")),
        List.of(new ValueChange("postgresql", "17.11.0", "18.6.0")),
        List.of(new ValueChange("java.version", "17", "25")));
  }

  static List<Finding> findings() {
    return List.of(
        new Finding(
            FailureKind.CONSTRAINT_NOT_VALIDATED,
            Severity.WARNING,
            "public.orders.orders_customer_fk",
            "the constraint was left NOT VALID",
            new Place(V1, 4, 1)),
        new Finding(
            FailureKind.INDEX_INVALID,
            Severity.ERROR,
            "public.orders, index by_day",
            "the index is invalid",
            null));
  }

  private static List<Case> cases() {
    return List.of(
        passed(Stage.ENGINE, "PostgreSQL 18.6 starts", 200),
        passed(Stage.MIGRATION, V1, 12),
        passed(Stage.MIGRATION, V2, 1007),
        passed(Stage.SEED, SEED, 0),
        passed(Stage.VERIFICATION, "every constraint is validated", 1),
        passed(Stage.HANDOFF, "handoff.json", 2));
  }

  private static List<Case> failingCases() {
    return List.of(
        passed(Stage.MIGRATION, V1, 12),
        new Case(Stage.MIGRATION, V2, Verdict.FAILED, Duration.ofMillis(1007)),
        skipped(Stage.MIGRATION, V3),
        skipped(Stage.SEED, SEED));
  }

  static Case passed(Stage stage, String name, long millis) {
    return new Case(stage, name, Verdict.PASSED, Duration.ofMillis(millis));
  }

  static Case skipped(Stage stage, String name) {
    return new Case(stage, name, Verdict.SKIPPED, Duration.ZERO);
  }
}
