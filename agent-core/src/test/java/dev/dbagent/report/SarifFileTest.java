// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.dbagent.model.Edit;
import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Finding;
import dev.dbagent.model.Finding.Severity;
import dev.dbagent.model.Place;
import dev.dbagent.model.Stage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class SarifFileTest {

  private static final ReportSettings SETTINGS =
      Outcomes.settings(Path.of("unused"), "services/shop db");

  static Stream<Outcome> outcomes() {
    return DiagnosisFileTest.outcomes();
  }

  @ParameterizedTest
  @MethodSource("outcomes")
  void fits_the_schema_of_oasis(Outcome outcome) {
    assertThat(ValidSchema.ofSarif().errors(sarif(outcome).toString())).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(FailureKind.class)
  void fits_the_schema_of_oasis_for_every_kind(FailureKind kind) {
    assertThat(ValidSchema.ofSarif().errors(sarif(Outcomes.bare(kind)).toString())).isEmpty();
  }

  static Stream<Consumer<JsonObject>> damages() {
    return Stream.of(
        file -> file.addProperty("version", "2.0.0"),
        file -> run(file).addProperty("mood", "bad"),
        file -> run(file).addProperty("columnKind", "bytes"),
        file -> result(file).remove("message"),
        file -> result(file).addProperty("level", "fatal"),
        file -> region(file).addProperty("startLine", 0));
  }

  @ParameterizedTest
  @MethodSource("damages")
  void the_schema_of_oasis_refuses_what_is_wrong(Consumer<JsonObject> damage) {
    JsonObject file = sarif(Outcomes.refused());
    damage.accept(file);

    assertThat(ValidSchema.ofSarif().errors(file.toString())).isNotEmpty();
  }

  @Test
  void a_place_is_told_from_the_root_of_the_checkout_in_code_points() {
    JsonObject file = sarif(Outcomes.refused());
    JsonObject place =
        result(file)
            .getAsJsonArray("locations")
            .get(0)
            .getAsJsonObject()
            .getAsJsonObject("physicalLocation");

    assertThat(place.get("artifactLocation"))
        .isEqualTo(
            parsed(
                "{uri: 'services/shop%20db/src/main/resources/db/migration/V2__e%20mail%20%232.sql',"
                    + " uriBaseId: '%SRCROOT%'}"));
    assertThat(place.get("region"))
        .isEqualTo(
            parsed(
                "{startLine: 2, startColumn: 14,"
                    + " snippet: {text: 'custmer ADD email text;'}}"));
    assertThat(place.getAsJsonObject("contextRegion").get("endLine").getAsInt()).isEqualTo(3);
    assertThat(run(file).get("columnKind").getAsString()).isEqualTo("unicodeCodePoints");
    assertThat(
            run(file).getAsJsonObject("originalUriBaseIds").getAsJsonObject("%SRCROOT%").keySet())
        .as("where the checkout is on this machine is nobody's business")
        .containsExactly("description");
  }

  @Test
  void the_message_begins_with_the_sentence_and_links_to_related_places() {
    JsonObject result = result(sarif(Outcomes.refused()));
    String message = result.getAsJsonObject("message").get("text").getAsString();

    assertThat(message.lines())
        .startsWith("relation \"custmer\" does not exist", "Detail: a detail of")
        .contains(
            "The nearest name is customer.",
            "[customer \\[sic\\] is created here: " + Outcomes.V1 + ":3](1)",
            "[created only here: " + Outcomes.V3 + "](2)")
        .contains("Set: <flyway.placeholders.owner>app</flyway.placeholders.owner>")
        .anyMatch(line -> line.startsWith("Remedy: "));
    assertThat(result.getAsJsonArray("relatedLocations"))
        .extracting(place -> place.getAsJsonObject().get("id").getAsInt())
        .containsExactly(1, 2);
  }

  @Test
  void a_fix_makes_of_the_file_what_the_edit_says() {
    JsonObject result = result(sarif(Outcomes.refused()));
    JsonObject change =
        result
            .getAsJsonArray("fixes")
            .get(0)
            .getAsJsonObject()
            .getAsJsonArray("artifactChanges")
            .get(0)
            .getAsJsonObject();
    JsonObject replacement = change.getAsJsonArray("replacements").get(0).getAsJsonObject();

    assertThat(result.getAsJsonArray("fixes")).hasSize(1);
    assertThat(change.getAsJsonObject("artifactLocation").get("uri").getAsString())
        .endsWith("V2__e%20mail%20%232.sql");
    assertThat(replaced(Outcomes.SCRIPT, replacement))
        .isEqualTo(Outcomes.SCRIPT.replace("custmer", "customer"));
    assertThat(result.getAsJsonObject("properties").getAsJsonArray("edits"))
        .as("what SARIF has no words for")
        .extracting(edit -> edit.getAsJsonObject().get("kind").getAsString())
        .containsExactly("create", "rename");
  }

  @Test
  void a_fix_counts_code_points() {
    FailureFacts facts =
        FailureFacts.of(FailureKind.SYNTAX_ERROR, "x")
            .suggest(new Edit.Replace(new Place("a.sql", 1, 3), "\uD83D\uDE00b", "c"))
            .suggest(new Edit.Replace(new Place("a.sql", 2, 0), "d", "e"))
            .suggest(new Edit.Replace(new Place("a.sql", 3, 1), "f\ng", "h"));
    JsonObject result = result(sarif(Outcomes.failed("prepare", facts)));

    assertThat(result.getAsJsonArray("fixes").toString())
        .contains("\"startColumn\":3,\"endLine\":1,\"endColumn\":5");
    assertThat(result.getAsJsonObject("properties").getAsJsonArray("edits"))
        .as("without a column, and over more than one line")
        .hasSize(2);
  }

  @Test
  void the_rules_are_those_of_the_results_each_once() {
    JsonObject file = sarif(Outcomes.prepared());
    List<String> told =
        StreamSupport.stream(run(file).getAsJsonArray("results").spliterator(), false)
            .map(result -> result.getAsJsonObject().get("ruleId").getAsString())
            .distinct()
            .toList();

    assertThat(told).isNotEmpty();
    assertThat(driver(file).getAsJsonArray("rules"))
        .extracting(rule -> rule.getAsJsonObject().get("id").getAsString())
        .containsExactlyInAnyOrderElementsOf(told);
    assertThat(driver(file).getAsJsonArray("notifications")).isEmpty();
    assertThat(driver(file).get("version").getAsString()).isEqualTo("0.1.0");
  }

  @Test
  void where_nothing_is_told_there_is_no_rule() {
    assertThat(driver(sarif(Outcomes.generated())).getAsJsonArray("rules")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(FailureKind.class)
  void a_code_points_to_its_own_rule(FailureKind kind) {
    JsonObject file = sarif(Outcomes.bare(kind));
    boolean ofTheCode = kind.stage() != Stage.ENGINE && kind.stage() != Stage.HANDOFF;
    int index =
        ofTheCode
            ? result(file).get("ruleIndex").getAsInt()
            : notification(file).getAsJsonObject("descriptor").get("index").getAsInt();
    JsonObject rule =
        driver(file)
            .getAsJsonArray(ofTheCode ? "rules" : "notifications")
            .get(index)
            .getAsJsonObject();

    assertThat(rule.get("id").getAsString()).isEqualTo(kind.code());
    assertThat(rule.get("name").getAsString()).matches("([A-Z][a-z]+)+");
    assertThat(rule.getAsJsonObject("fullDescription").get("text").getAsString())
        .as("GitHub cuts longer ones")
        .hasSizeLessThanOrEqualTo(1024);
  }

  @Test
  void help_shows_a_setting_as_code_because_markdown_would_swallow_the_element() {
    JsonObject help =
        rule(sarif(Outcomes.bare(FailureKind.STATEMENT_TIMED_OUT))).getAsJsonObject("help");

    assertThat(help.get("text").getAsString())
        .contains("raise <statementTimeout>")
        .endsWith("mvn db-agent:explain -Dcode=DBA-M006");
    assertThat(help.get("markdown").getAsString())
        .contains("**Remedy:** ", "raise `<statementTimeout>`")
        .endsWith("mvn db-agent:explain -Dcode=DBA-M006");
  }

  @Test
  void help_shows_an_element_that_is_no_setting_too() {
    JsonObject help =
        rule(sarif(Outcomes.bare(FailureKind.GENERATOR_FOR_ANOTHER_DATABASE)))
            .getAsJsonObject("help");

    assertThat(help.get("markdown").getAsString()).contains("\\<name\\>", "`<generator>`");
  }

  @Test
  void a_migration_that_fails_is_a_result_of_an_agent_that_could_work() {
    JsonObject run = run(sarif(Outcomes.refused()));

    assertThat(run.get("invocations")).isEqualTo(parsed("[{executionSuccessful: true}]"));
    assertThat(run.getAsJsonArray("results")).hasSize(1);
  }

  @Test
  void what_keeps_the_agent_from_its_work_is_a_notification() {
    JsonObject file = sarif(Outcomes.bare(FailureKind.DISK_FULL));
    JsonObject invocation = run(file).getAsJsonArray("invocations").get(0).getAsJsonObject();

    assertThat(run(file).getAsJsonArray("results")).isEmpty();
    assertThat(invocation.get("executionSuccessful").getAsBoolean()).isFalse();
    assertThat(notification(file).getAsJsonObject("message").get("text").getAsString())
        .startsWith("it broke\nRemedy: ");
  }

  @Test
  void findings_are_results_of_their_severity() {
    JsonArray results = run(sarif(Outcomes.prepared())).getAsJsonArray("results");

    assertThat(results)
        .extracting(result -> result.getAsJsonObject().get("level").getAsString())
        .containsExactly("warning", "error");
    assertThat(results.get(1).toString())
        .as("without a place it is shown in the build file")
        .contains("services/shop%20db/pom.xml");
  }

  @Test
  void a_problem_without_a_place_has_no_location_when_there_is_no_build_file() {
    ReportSettings settings =
        new ReportSettings(Path.of("unused"), "", Outcomes.POM, Map.of(), null);
    JsonObject file =
        SarifFile.of(Optional.empty(), Outcomes.bare(FailureKind.SETTING_REJECTED), settings);

    assertThat(result(file).has("locations")).isFalse();
    assertThat(ValidSchema.ofSarif().errors(file.toString())).isEmpty();
  }

  @Test
  void the_fingerprint_survives_a_move_to_another_line_and_nothing_else() {
    String here = fingerprint(FailureKind.SYNTAX_ERROR, "x", new Place("a.sql", 1, 2));

    assertThat(fingerprint(FailureKind.SYNTAX_ERROR, "x", new Place("a.sql", 7, 1)))
        .isEqualTo(here);
    assertThat(
            List.of(
                fingerprint(FailureKind.OBJECT_MISSING, "x", new Place("a.sql", 1, 2)),
                fingerprint(FailureKind.SYNTAX_ERROR, "y", new Place("a.sql", 1, 2)),
                fingerprint(FailureKind.SYNTAX_ERROR, "x", new Place("b.sql", 1, 2))))
        .doesNotContain(here);
  }

  @Test
  void the_category_differs_between_goals_and_modules_but_not_between_versions() {
    assertThat(category(Outcomes.prepared())).isEqualTo("db-agent/prepare/com.example:shop-db/");
    assertThat(category(Outcomes.generated())).isEqualTo("db-agent/generate/com.example:shop-db/");
  }

  private static String category(Outcome outcome) {
    return run(sarif(outcome)).getAsJsonObject("automationDetails").get("id").getAsString();
  }

  private static String fingerprint(FailureKind kind, String message, Place place) {
    Finding finding = new Finding(kind, Severity.ERROR, "s", message, place);
    Outcome outcome = Outcomes.prepared();
    JsonObject file =
        sarif(
            new Outcome(
                outcome.module(),
                outcome.agentVersion(),
                outcome.goal(),
                outcome.engine(),
                outcome.state(),
                List.of(),
                List.of(finding),
                null,
                null));
    return result(file).getAsJsonObject("partialFingerprints").toString();
  }

  /** What somebody makes of a text who reads the specification (3.57) and counts code points. */
  private static String replaced(String text, JsonObject replacement) {
    JsonObject region = replacement.getAsJsonObject("deletedRegion");
    int[] from = {region.get("startLine").getAsInt(), region.get("startColumn").getAsInt()};
    int[] to = {region.get("endLine").getAsInt(), region.get("endColumn").getAsInt()};
    return text.substring(0, offset(text, from))
        + replacement.getAsJsonObject("insertedContent").get("text").getAsString()
        + text.substring(offset(text, to));
  }

  private static int offset(String text, int[] place) {
    int start = 0;
    for (int line = 1; line < place[0]; line++) {
      start = text.indexOf('\n', start) + 1;
    }
    return text.offsetByCodePoints(start, place[1] - 1);
  }

  private static JsonObject sarif(Outcome outcome) {
    return SarifFile.of(Optional.empty(), outcome, SETTINGS);
  }

  private static JsonObject run(JsonObject file) {
    return file.getAsJsonArray("runs").get(0).getAsJsonObject();
  }

  private static JsonObject result(JsonObject file) {
    return run(file).getAsJsonArray("results").get(0).getAsJsonObject();
  }

  private static JsonObject region(JsonObject file) {
    return result(file)
        .getAsJsonArray("locations")
        .get(0)
        .getAsJsonObject()
        .getAsJsonObject("physicalLocation")
        .getAsJsonObject("region");
  }

  private static JsonObject notification(JsonObject file) {
    return run(file)
        .getAsJsonArray("invocations")
        .get(0)
        .getAsJsonObject()
        .getAsJsonArray("toolExecutionNotifications")
        .get(0)
        .getAsJsonObject();
  }

  private static JsonObject driver(JsonObject file) {
    return run(file).getAsJsonObject("tool").getAsJsonObject("driver");
  }

  private static JsonObject rule(JsonObject file) {
    return driver(file).getAsJsonArray("rules").get(0).getAsJsonObject();
  }

  private static JsonElement parsed(String json) {
    return new Gson().fromJson(json, JsonElement.class);
  }
}
