// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.dbagent.diagnosis.Wording;
import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Place;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportsTest {

  @TempDir Path target;

  @Test
  void a_goal_leaves_three_reports_and_nothing_else() throws IOException {
    assertThat(write(Outcomes.refused())).isEmpty();

    assertThat(files(target).keySet())
        .containsExactly(
            "db-agent/db-agent.sarif",
            "db-agent/diagnosis.json",
            "surefire-reports/TEST-db-agent.prepare.xml");
    assertThat(files(target).values())
        .allSatisfy(text -> assertThat(text).endsWith("\n").doesNotContain("\r"));
  }

  @Test
  void equal_outcomes_give_equal_bytes_wherever_they_are_written() throws IOException {
    Path other = target.resolve("other");
    write(Outcomes.refused());
    SortedMap<String, String> first = files(target);
    Reports.write(Outcomes.refused(), other.resolve("db-agent"), Outcomes.settings(other, "shop"));

    assertThat(files(other)).isEqualTo(first);
    assertThat(first.toString()).doesNotContain(target.toString(), System.getProperty("java.home"));
  }

  @Test
  void generate_stands_beside_the_prepare_of_its_state() throws IOException {
    write(Outcomes.prepared());
    write(Outcomes.generated());

    assertThat(goals()).containsExactly("prepare", "generate");
    assertThat(runs()).containsExactly("prepare", "generate");
    assertThat(testReports()).containsExactly("generate", "prepare");
    assertThat(ValidSchema.ofDiagnosis().errors(text("db-agent/diagnosis.json"))).isEmpty();
    assertThat(ValidSchema.ofSarif().errors(text("db-agent/db-agent.sarif"))).isEmpty();
  }

  @Test
  void a_second_generate_replaces_the_first_only() throws IOException {
    write(Outcomes.prepared());
    write(Outcomes.generated());
    SortedMap<String, String> first = files(target);
    write(Outcomes.failed("generate", FailureFacts.of(FailureKind.GENERATION_FAILED, "x")));
    assertThat(goals()).containsExactly("prepare", "generate");
    write(Outcomes.generated());

    assertThat(files(target)).isEqualTo(first);
  }

  @Test
  void prepare_begins_anew() throws IOException {
    write(Outcomes.prepared());
    write(Outcomes.generated());
    write(Outcomes.refused());

    assertThat(goals()).containsExactly("prepare");
    assertThat(runs()).containsExactly("prepare");
    assertThat(testReports()).containsExactly("prepare");
  }

  @Test
  void generate_does_not_stand_beside_the_prepare_of_another_state() throws IOException {
    write(Outcomes.succeeded("prepare", "f".repeat(64), List.of()));
    write(Outcomes.generated());

    assertThat(goals()).containsExactly("generate");
    assertThat(runs()).containsExactly("generate");
    assertThat(testReports()).containsExactly("generate");
  }

  @Test
  void generate_does_not_stand_beside_a_prepare_that_failed() throws IOException {
    write(Outcomes.refused());
    write(Outcomes.generated());

    assertThat(goals()).containsExactly("generate");
    assertThat(runs()).containsExactly("generate");
    assertThat(testReports()).containsExactly("generate");
  }

  @Test
  void two_unknown_states_are_not_the_same() throws IOException {
    write(Outcomes.succeeded("prepare", null, List.of()));
    write(Outcomes.succeeded("generate", null, List.of()));

    assertThat(goals()).containsExactly("generate");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no JSON",
        "[]",
        "{}",
        "{\"format\": 1, \"goals\": 7, \"runs\": {}}",
        "{\"format\": 1, \"goals\": [null, 3, {}], \"runs\": [null, 3, {}, {\"properties\": 1}]}",
        "{\"format\": 1, \"goals\": [{\"goal\": \"prepare\"",
        "\u0000\uD83D\uDE00",
      })
  void what_stood_there_and_is_no_report_is_replaced(String old) throws IOException {
    Path directory = Files.createDirectories(target.resolve("db-agent"));
    Files.writeString(directory.resolve("diagnosis.json"), old);
    Files.writeString(directory.resolve("db-agent.sarif"), old);

    assertThat(write(Outcomes.generated())).isEmpty();
    assertThat(goals()).containsExactly("generate");
    assertThat(runs()).containsExactly("generate");
  }

  @Test
  void a_report_of_a_newer_form_is_replaced() throws IOException {
    write(Outcomes.prepared());
    Path json = target.resolve("db-agent/diagnosis.json");
    Files.writeString(json, Files.readString(json).replace("\"format\": 1", "\"format\": 2"));
    write(Outcomes.generated());

    assertThat(goals()).containsExactly("generate");
  }

  @Test
  void bytes_that_are_no_text_are_replaced() throws IOException {
    Path directory = Files.createDirectories(target.resolve("db-agent"));
    Files.write(directory.resolve("diagnosis.json"), new byte[] {(byte) 0xC3, 0x28});

    assertThat(write(Outcomes.generated())).isEmpty();
    assertThat(goals()).containsExactly("generate");
  }

  @Test
  void a_report_that_cannot_be_written_is_a_sentence_and_the_others_are_written()
      throws IOException {
    Path inTheWay = target.resolve("db-agent/diagnosis.json");
    Files.createDirectories(inTheWay.resolve("not empty"));

    assertThat(write(Outcomes.refused()))
        .singleElement()
        .asString()
        .startsWith(inTheWay + " could not be written: ");
    assertThat(files(target).keySet())
        .containsExactly("db-agent/db-agent.sarif", "surefire-reports/TEST-db-agent.prepare.xml");
  }

  @Test
  void a_folder_that_cannot_be_made_is_three_sentences() throws IOException {
    Files.writeString(target.resolve("db-agent"), "a file");
    Files.writeString(target.resolve("surefire-reports"), "a file");

    assertThat(write(Outcomes.refused())).hasSize(3);
  }

  @Test
  void an_old_report_does_not_outlive_the_one_that_could_not_be_written() throws IOException {
    write(Outcomes.prepared());
    Files.createDirectories(target.resolve("db-agent/diagnosis.json.part/not empty"));

    assertThat(write(Outcomes.refused())).hasSize(1);
    assertThat(target.resolve("db-agent/diagnosis.json")).doesNotExist();
  }

  @Test
  void even_a_wording_that_throws_hides_nothing() {
    Wording broken =
        name -> {
          throw new IllegalStateException("cannot say " + name);
        };
    ReportSettings settings =
        new ReportSettings(target.resolve("surefire-reports"), "", broken, Map.of(), null);

    assertThat(
            Reports.write(
                Outcomes.bare(FailureKind.STATEMENT_TIMED_OUT),
                target.resolve("db-agent"),
                settings))
        .hasSize(3)
        .allMatch(sentence -> sentence.contains("cannot say "));
  }

  @Test
  void half_a_character_does_not_stop_a_report() throws IOException {
    FailureFacts facts =
        FailureFacts.of(FailureKind.STATEMENT_FAILED, "half \uD83D of it")
            .at(Place.file("db/\uDE00.sql"));

    assertThat(write(Outcomes.failed("prepare", facts))).isEmpty();
    assertThat(ValidSchema.ofDiagnosis().errors(text("db-agent/diagnosis.json"))).isEmpty();
    assertThat(ValidSchema.ofSarif().errors(text("db-agent/db-agent.sarif"))).isEmpty();
  }

  private List<String> write(Outcome outcome) {
    return Reports.write(outcome, target.resolve("db-agent"), Outcomes.settings(target, "shop"));
  }

  private List<String> goals() throws IOException {
    return json("db-agent/diagnosis.json").getAsJsonArray("goals").asList().stream()
        .map(goal -> goal.getAsJsonObject().get("goal").getAsString())
        .toList();
  }

  private List<String> runs() throws IOException {
    return json("db-agent/db-agent.sarif").getAsJsonArray("runs").asList().stream()
        .map(JsonElement::getAsJsonObject)
        .map(run -> run.getAsJsonObject("properties").get("goal").getAsString())
        .toList();
  }

  private List<String> testReports() {
    return Stream.of("generate", "prepare")
        .filter(goal -> Files.exists(target.resolve(testReport(goal))))
        .toList();
  }

  private static String testReport(String goal) {
    return "surefire-reports/TEST-db-agent." + goal + ".xml";
  }

  private JsonObject json(String file) throws IOException {
    return JsonParser.parseString(text(file)).getAsJsonObject();
  }

  private String text(String file) throws IOException {
    return Files.readString(target.resolve(file));
  }

  private static SortedMap<String, String> files(Path directory) throws IOException {
    SortedMap<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(
            directory.relativize(file).toString().replace('\\', '/'),
            Files.readString(file, StandardCharsets.UTF_8));
      }
    }
    return files;
  }
}
