// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dbagent.diagnosis.DiagnosisCatalogue;
import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Place;
import dev.dbagent.model.Stage;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.maven.plugin.surefire.log.api.NullConsoleLogger;
import org.apache.maven.plugins.surefire.report.ReportTestCase;
import org.apache.maven.plugins.surefire.report.ReportTestSuite;
import org.apache.maven.plugins.surefire.report.SurefireReportParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class JUnitXmlTest {

  @TempDir Path directory;

  @Test
  void surefire_reads_a_case_for_each_thing_that_went_well() throws IOException {
    List<ReportTestSuite> suites = read(Outcomes.prepared());

    assertThat(suites)
        .extracting(ReportTestSuite::getFullClassName)
        .containsExactly(
            "database.engine",
            "database.migration",
            "database.seed",
            "database.check",
            "database.handoff");
    assertThat(cases(suites)).hasSize(6).allMatch(ReportTestCase::isSuccessful);
    assertThat(named(suites, Outcomes.V2).getTime()).isEqualTo(1.007f);
    assertThat(suites.get(1).getTimeElapsed()).isCloseTo(1.019f, within(0.0001f));
  }

  @Test
  void surefire_reads_the_case_that_failed_and_those_that_did_not_get_their_turn()
      throws IOException {
    List<ReportTestSuite> suites = read(Outcomes.refused());
    ReportTestCase failed = named(suites, Outcomes.V2);
    Map<String, Object> summary = parser().getSummary(suites);

    assertThat(summary)
        .containsEntry("totalTests", 4)
        .containsEntry("totalFailures", 1)
        .containsEntry("totalErrors", 0)
        .containsEntry("totalSkipped", 2);
    assertThat(failed.hasFailure()).isTrue();
    assertThat(failed.getFailureType()).isEqualTo("DBA-M010");
    assertThat(failed.getFailureMessage())
        .isEqualTo(
            Outcomes.V2
                + ":2:14: relation \"custmer\" does not exist"
                + " [DBA-M010, SQLSTATE 42P01 undefined_table]");
    assertThat(failed.getFailureDetail())
        .startsWith(failed.getFailureMessage() + "\n")
        .contains("  2 |  ALTER TABLE custmer", "  hint: a hint\n", "  remedy: ", Outcomes.SEED);
    assertThat(failed.getTime()).isEqualTo(1.007f);
    assertThat(named(suites, Outcomes.V3).hasSkipped()).isTrue();
    assertThat(named(suites, Outcomes.V1).isSuccessful()).isTrue();
  }

  @Test
  void the_suite_counts_what_is_in_it() throws Exception {
    Element suite = document(Outcomes.refused(), "").getDocumentElement();

    assertThat(suite.getTagName()).isEqualTo("testsuite");
    assertThat(suite.getAttribute("name")).isEqualTo("db-agent.prepare");
    assertThat(suite.getAttribute("tests")).isEqualTo("4");
    assertThat(suite.getAttribute("failures")).isEqualTo("1");
    assertThat(suite.getAttribute("errors")).isEqualTo("0");
    assertThat(suite.getAttribute("skipped")).isEqualTo("2");
    assertThat(suite.getAttribute("time")).isEqualTo("1.019");
  }

  @Test
  void a_failure_of_the_machine_has_a_case_of_its_own() throws IOException {
    List<ReportTestSuite> suites = read(Outcomes.bare(FailureKind.DISK_FULL));
    ReportTestCase failed = cases(suites).get(0);

    assertThat(cases(suites)).hasSize(1);
    assertThat(failed.getFullClassName()).isEqualTo("database.engine");
    assertThat(failed.getName()).isEqualTo(DiagnosisCatalogue.entry(FailureKind.DISK_FULL).title());
    assertThat(failed.getFailureType()).isEqualTo("DBA-E009");
  }

  @Test
  void a_file_is_to_blame_although_nobody_said_so() throws IOException {
    FailureFacts facts =
        FailureFacts.of(FailureKind.SCRIPT_ENCODING_WRONG, "x").at(Place.line(Outcomes.V2, 3));
    List<Case> waiting =
        List.of(
            Outcomes.passed(Stage.ENGINE, "PostgreSQL 18.6 starts", 3),
            Outcomes.skipped(Stage.MIGRATION, Outcomes.V1),
            Outcomes.skipped(Stage.MIGRATION, Outcomes.V2));
    List<ReportTestSuite> suites = read(Outcomes.failed("prepare", facts, null, waiting));

    assertThat(cases(suites)).hasSize(3);
    assertThat(named(suites, Outcomes.V2).hasFailure()).isTrue();
    assertThat(named(suites, Outcomes.V1).hasSkipped()).isTrue();
  }

  @Test
  void a_file_that_is_no_case_yet_becomes_one_before_those_that_wait() throws IOException {
    FailureFacts facts =
        FailureFacts.of(FailureKind.FILE_NAME_REJECTED, "x").at(Place.file("db/V3_x.sql"));
    List<Case> waiting = List.of(Outcomes.skipped(Stage.MIGRATION, Outcomes.V1));
    List<ReportTestSuite> suites = read(Outcomes.failed("prepare", facts, null, waiting));

    assertThat(cases(suites))
        .extracting(ReportTestCase::getName)
        .containsExactly("db/V3_x.sql", Outcomes.V1);
    assertThat(cases(suites).get(0).hasFailure()).isTrue();
  }

  @Test
  void findings_are_printed_by_the_case_that_they_belong_to() throws Exception {
    Document document = document(Outcomes.prepared(), "");

    assertThat(printed(document, Outcomes.V1)).isEqualTo(Outcomes.findings().get(0).toString());
    assertThat(printed(document, "every constraint is validated"))
        .isEqualTo(Outcomes.findings().get(1).toString());
    assertThat(printed(document, Outcomes.V2)).isEmpty();
  }

  @Test
  void findings_without_any_case_have_one_of_their_own() throws Exception {
    Document document = document(Outcomes.succeeded("prepare", Outcomes.STATE, List.of()), "");

    assertThat(printed(document, "findings").lines()).hasSize(2);
    assertThat(document.getDocumentElement().getAttribute("tests")).isEqualTo("1");
  }

  @Test
  void cases_of_two_modules_are_told_apart_and_files_are_found_from_the_checkout()
      throws Exception {
    Document document = document(Outcomes.refused(), "services/shop");
    Element failed = testCase(document, Outcomes.V2);

    assertThat(failed.getAttribute("classname")).isEqualTo("database.services.shop.migration");
    assertThat(failed.getAttribute("file")).isEqualTo("services/shop/" + Outcomes.V2);
  }

  @Test
  void any_text_makes_well_formed_xml() throws Exception {
    String wild =
        "]]> <b a=\"1\" c='2'>&amp; \u0000\u0007\u001B[31m \uD800 \uFFFF \uD83D\uDE00 \u00E9\r\n"
            + "long ".repeat(100_000);
    FailureFacts facts =
        FailureFacts.of(FailureKind.STATEMENT_FAILED, wild).at(Place.line(wild, 3)).note(wild);
    Document document =
        document(
            Outcomes.failed(
                "prepare", facts, null, List.of(Outcomes.skipped(Stage.MIGRATION, wild))),
            wild);
    Element failure = (Element) document.getElementsByTagName("failure").item(0);

    assertThat(failure.getTextContent())
        .contains(
            "]]> <b a=\"1\" c='2'>&amp; \uFFFD\uFFFD\uFFFD[31m \uFFFD \uFFFD \uD83D\uDE00 \u00E9\nlong");
    assertThat(failure.getAttribute("message"))
        .startsWith("]]> <b a=\"1\" c='2'>&amp; ???[31m \uFFFD")
        .endsWith("\u2026");
  }

  @Test
  void numbers_do_not_depend_on_the_locale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertThat(xml(Outcomes.prepared(), "")).contains("time=\"1.007\"").doesNotContain("1,007");
    } finally {
      Locale.setDefault(before);
    }
  }

  private static String printed(Document document, String name) {
    return testCase(document, name).getTextContent().strip();
  }

  private static Element testCase(Document document, String name) {
    var cases = document.getElementsByTagName("testcase");
    for (int i = 0; i < cases.getLength(); i++) {
      if (((Element) cases.item(i)).getAttribute("name").equals(name)) {
        return (Element) cases.item(i);
      }
    }
    throw new AssertionError("no case " + name);
  }

  private static Document document(Outcome outcome, String module) throws Exception {
    byte[] bytes = xml(outcome, module).getBytes(StandardCharsets.UTF_8);
    return DocumentBuilderFactory.newDefaultInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(bytes));
  }

  private static String xml(Outcome outcome, String module) {
    return JUnitXml.of(outcome, Outcomes.settings(Path.of("unused"), module));
  }

  private List<ReportTestSuite> read(Outcome outcome) throws IOException {
    Files.writeString(directory.resolve("TEST-db-agent.prepare.xml"), xml(outcome, ""));
    return parser().parseXMLReportFiles();
  }

  private SurefireReportParser parser() {
    File folder = directory.toFile();
    return new SurefireReportParser(List.of(folder), new NullConsoleLogger());
  }

  private static List<ReportTestCase> cases(List<ReportTestSuite> suites) {
    return suites.stream().flatMap(suite -> suite.getTestCases().stream()).toList();
  }

  private static ReportTestCase named(List<ReportTestSuite> suites, String name) {
    return cases(suites).stream().filter(c -> c.getName().equals(name)).findFirst().orElseThrow();
  }
}
