// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.report;

import com.google.gson.JsonObject;
import dev.dbagent.model.FileTrouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tells programs how a goal ended, well or not: as JSON of our own, as SARIF for code scanning and
 * as JUnit XML for build servers. Equal outcomes give equal bytes; no clock, machine or environment
 * is in them.
 */
public final class Reports {

  /** The whole account, described by {@code docs/schema/diagnosis-1.json}. */
  public static final String DIAGNOSIS = "diagnosis.json";

  /** What code scanning shows. */
  public static final String SARIF = "db-agent.sarif";

  private static final List<String> GOALS = List.of("prepare", "generate");

  private final Outcome outcome;
  private final ReportSettings settings;
  private final List<String> warnings = new ArrayList<>();

  private Reports(Outcome outcome, ReportSettings settings) {
    this.outcome = outcome;
    this.settings = settings;
  }

  /**
   * Writes all reports, each complete or not at all. A goal that works with the state that {@code
   * prepare} made adds to its reports; anything else that stood there is replaced.
   *
   * @param directory where {@link #DIAGNOSIS} and {@link #SARIF} go
   * @return a sentence for each report that could not be written, which is no reason to hide how
   *     the goal ended: nothing is thrown
   */
  public static List<String> write(Outcome outcome, Path directory, ReportSettings settings) {
    Reports reports = new Reports(outcome, settings);
    reports.attempt("written", directory, () -> reports.write(directory));
    return List.copyOf(reports.warnings);
  }

  /** The name of a goal's JUnit XML, in the folder for test reports. */
  public static String testReportName(String goal) {
    return "TEST-" + JUnitXml.suite(goal) + ".xml";
  }

  private void write(Path directory) {
    Path json = directory.resolve(DIAGNOSIS);
    Path sarif = directory.resolve(SARIF);
    Optional<JsonObject> earlier = DiagnosisFile.standing(earlier(json), outcome);
    write(
        json, () -> ReportFile.write(json, DiagnosisFile.of(earlier, outcome, settings.wording())));
    write(sarif, () -> ReportFile.write(sarif, SarifFile.of(earlier(sarif), outcome, settings)));
    testReport(earlier.isPresent());
  }

  /** Before the first goal nothing stands: to read 1,000 cases takes a new JVM 20 ms. */
  private Optional<JsonObject> earlier(Path file) {
    return EarlierGoal.isFirst(outcome) ? Optional.empty() : ReportFile.read(file);
  }

  /** The report of another goal stays only if that goal is of this build. */
  private void testReport(boolean ofThisBuild) {
    Path file = testReport(outcome.goal());
    for (String goal : GOALS) {
      Path other = testReport(goal);
      if (!ofThisBuild && !other.equals(file) && Files.exists(other)) {
        attempt("deleted", other, () -> Files.delete(other));
      }
    }
    write(file, () -> ReportFile.write(file, JUnitXml.of(outcome, settings)));
  }

  private Path testReport(String goal) {
    return settings.testDirectory().resolve(testReportName(goal));
  }

  private void write(Path file, Work work) {
    attempt("written", file, work);
  }

  private void attempt(String done, Path file, Work work) {
    try {
      work.run();
    } catch (IOException | RuntimeException e) {
      // Even a mistake of ours must not hide what the report was about.
      String why = e instanceof IOException io ? FileTrouble.words(io) : e.toString();
      warnings.add(file + " could not be " + done + ": " + why);
    }
  }

  @FunctionalInterface
  private interface Work {
    void run() throws IOException;
  }
}
