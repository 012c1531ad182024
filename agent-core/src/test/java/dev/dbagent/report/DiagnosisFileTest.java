// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.dbagent.diagnosis.DiagnosisCatalogue;
import dev.dbagent.model.Edit;
import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Place;
import dev.dbagent.model.Stage;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class DiagnosisFileTest {

  static Stream<Outcome> outcomes() {
    return Stream.of(
        Outcomes.prepared(),
        Outcomes.generated(),
        Outcomes.refused(),
        Outcomes.bare(FailureKind.DISK_FULL),
        Outcomes.succeeded(
            "prepare",
            Outcomes.STATE,
            Arrays.stream(Stage.values()).map(s -> Outcomes.passed(s, "x", 1)).toList()),
        Outcomes.failed("generate", FailureFacts.of(FailureKind.GENERATION_FAILED, "")),
        Outcomes.failed(
            "prepare",
            FailureFacts.of(FailureKind.SYNTAX_ERROR, "x").at(Place.line("a.sql", 1), "x\n")));
  }

  @ParameterizedTest
  @MethodSource("outcomes")
  void fits_the_published_schema_which_describes_every_field(Outcome outcome) {
    String json = json(outcome).toString();

    assertThat(ValidSchema.ofDiagnosis().errors(json)).isEmpty();
    assertThat(ValidSchema.ofDiagnosisWithoutUnknownFields().errors(json)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(FailureKind.class)
  void fits_the_published_schema_for_every_kind(FailureKind kind) {
    assertThat(ValidSchema.ofDiagnosis().errors(json(Outcomes.bare(kind)).toString())).isEmpty();
  }

  @Test
  void two_goals_of_one_state_fit_the_published_schema() {
    JsonObject prepared = json(Outcomes.prepared());
    Optional<JsonObject> standing =
        DiagnosisFile.standing(Optional.of(prepared), Outcomes.generated());
    JsonObject both = DiagnosisFile.of(standing, Outcomes.generated(), Outcomes.POM);

    assertThat(both.getAsJsonArray("goals"))
        .extracting(goal -> goal.getAsJsonObject().get("goal").getAsString())
        .containsExactly("prepare", "generate");
    assertThat(ValidSchema.ofDiagnosis().errors(both.toString())).isEmpty();
  }

  static Stream<Consumer<JsonObject>> damages() {
    return Stream.of(
        file -> file.addProperty("format", 2),
        file -> file.remove("goals"),
        file -> goal(file).addProperty("status", "succeeded"),
        file -> goal(file).remove("diagnosis"),
        file -> goal(file).addProperty("state", "short"),
        file -> diagnosis(file).addProperty("code", "M009"),
        file -> diagnosis(file).addProperty("stage", "lunch"),
        file -> diagnosis(file).remove("remedy"),
        file -> diagnosis(file).getAsJsonObject("place").addProperty("line", 0),
        file -> diagnosis(file).getAsJsonObject("place").remove("line"),
        file -> diagnosis(file).getAsJsonObject("sql").addProperty("sqlState", "42"),
        file -> edit(file).addProperty("kind", "rename"),
        file -> goal(file).getAsJsonObject("changes").addProperty("since", "yesterday"),
        file ->
            goal(file)
                .getAsJsonArray("cases")
                .get(0)
                .getAsJsonObject()
                .addProperty("verdict", "perhaps"));
  }

  @ParameterizedTest
  @MethodSource("damages")
  void the_schema_refuses_what_is_wrong(Consumer<JsonObject> damage) {
    JsonObject file = json(Outcomes.refused());
    damage.accept(file);

    assertThat(ValidSchema.ofDiagnosis().errors(file.toString())).isNotEmpty();
  }

  @Test
  void a_field_that_nobody_described_would_be_noticed() {
    JsonObject file = json(Outcomes.refused());
    diagnosis(file).getAsJsonObject("sql").addProperty("mood", "bad");

    assertThat(ValidSchema.ofDiagnosisWithoutUnknownFields().errors(file.toString())).isNotEmpty();
    assertThat(ValidSchema.ofDiagnosis().errors(file.toString()))
        .as("a reader of format 1 ignores what was added later")
        .isEmpty();
  }

  @Test
  void the_schema_bears_the_name_that_the_file_gives() {
    assertThat(ValidSchema.ours().get("$id")).isEqualTo(json(Outcomes.prepared()).get("$schema"));
  }

  @Test
  void tells_all_that_is_known_of_a_failure() {
    JsonObject goal = goal(json(Outcomes.refused()));
    JsonObject diagnosis = goal.getAsJsonObject("diagnosis");

    assertThat(text(goal, "status")).isEqualTo("failed");
    assertThat(text(diagnosis, "code")).isEqualTo("DBA-M010");
    assertThat(text(diagnosis, "stage")).isEqualTo("migration");
    assertThat(text(diagnosis, "title"))
        .isEqualTo(DiagnosisCatalogue.entry(FailureKind.OBJECT_MISSING).title());
    assertThat(diagnosis.get("place"))
        .isEqualTo(parsed("{file: '" + Outcomes.V2 + "', line: 2, column: 14}"));
    assertThat(diagnosis.get("excerpt"))
        .isEqualTo(
            parsed(
                "{firstLine: 1, line: 2, caret: 13, lines: ['CREATE TABLE address (id int);',"
                    + " ' ALTER TABLE custmer ADD email text;', 'SELECT 1;']}"));
    assertThat(diagnosis.getAsJsonObject("sql").entrySet())
        .contains(
            field("sqlState", "42P01"),
            field("conditionName", "undefined_table"),
            field("condition", "object_missing"),
            field("detail", "a detail of\ntwo lines"),
            field("table", "public.custmer"),
            field("server", "PostgreSQL 18.6"));
    assertThat(diagnosis.get("setting"))
        .isEqualTo(
            parsed(
                "{name: 'flyway.placeholders.owner', value: 'app',"
                    + " worded: '<flyway.placeholders.owner>app</flyway.placeholders.owner>'}"));
    assertThat(text(diagnosis, "more")).isEqualTo("mvn db-agent:explain -Dcode=DBA-M010");
    assertThat(diagnosis.getAsJsonArray("edits"))
        .extracting(edit -> edit.getAsJsonObject().get("kind").getAsString())
        .containsExactly("replace", "create", "rename");
    assertThat(diagnosis.getAsJsonArray("related")).hasSize(2);
  }

  @Test
  void tells_what_changed() {
    JsonObject changes = goal(json(Outcomes.refused())).getAsJsonObject("changes");

    assertThat(text(changes, "since")).isEqualTo("2026-11-24T08:15:30Z");
    assertThat(changes.getAsJsonArray("files").get(2))
        .isEqualTo(
            parsed(
                "{path: '"
                    + Outcomes.SEED
                    + "', fate: 'renamed', formerPath: 'src/main/db/seed/customer.csv', diff: []}"));
    assertThat(changes.get("settings"))
        .as("none before is not the empty text before")
        .isEqualTo(
            parsed("[{name: 'lockTimeout', before: '10'}, {name: 'databaseName', now: ''}]"));
  }

  @Test
  void words_the_remedy_of_a_diagnosis_and_of_a_finding() {
    Outcome outcome = Outcomes.bare(FailureKind.STATEMENT_TIMED_OUT);

    assertThat(text(diagnosis(json(outcome)), "remedy")).contains("raise <statementTimeout>");
    assertThat(goal(json(Outcomes.prepared())).getAsJsonArray("findings"))
        .allSatisfy(
            finding ->
                assertThat(finding.getAsJsonObject().get("remedy").getAsString()).endsWith("."));
  }

  @Test
  void an_edit_that_takes_text_away_keeps_its_empty_replacement() {
    FailureFacts facts =
        FailureFacts.of(FailureKind.SYNTAX_ERROR, "x")
            .suggest(new Edit.Replace(new Place("a.sql", 1, 2), ",", ""));

    assertThat(edit(json(Outcomes.failed("prepare", facts))))
        .isEqualTo(
            parsed(
                "{kind: 'replace', place: {file: 'a.sql', line: 1, column: 2}, text: ',',"
                    + " replacement: ''}"));
  }

  @Test
  void seconds_are_exact() {
    assertThat(goal(json(Outcomes.prepared())).getAsJsonArray("cases"))
        .extracting(tested -> tested.getAsJsonObject().get("seconds").toString())
        .containsExactly("0.200", "0.012", "1.007", "0.000", "0.001", "0.002");
  }

  private static JsonObject json(Outcome outcome) {
    return DiagnosisFile.of(Optional.empty(), outcome, Outcomes.POM);
  }

  private static JsonObject goal(JsonObject file) {
    return file.getAsJsonArray("goals").get(0).getAsJsonObject();
  }

  private static JsonObject diagnosis(JsonObject file) {
    return goal(file).getAsJsonObject("diagnosis");
  }

  private static JsonObject edit(JsonObject file) {
    return diagnosis(file).getAsJsonArray("edits").get(0).getAsJsonObject();
  }

  private static String text(JsonObject object, String name) {
    return object.get(name).getAsString();
  }

  private static JsonElement parsed(String json) {
    return new Gson().fromJson(json, JsonElement.class);
  }

  private static Map.Entry<String, JsonElement> field(String name, String value) {
    return Map.entry(name, new JsonPrimitive(value));
  }
}
