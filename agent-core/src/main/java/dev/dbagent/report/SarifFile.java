// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import dev.dbagent.diagnosis.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * SARIF 2.1.0 (OASIS Standard, 27 March 2020), one run for each goal, such that the code scanning
 * of GitHub shows it.
 */
final class SarifFile {

  private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";
  private static final String VERSION = "2.1.0";
  private static final String RUNS = "runs";
  private static final String MARKS = "properties";

  private final Outcome outcome;
  private final Wording wording;
  private final SarifLocation locations;

  private SarifFile(Outcome outcome, ReportSettings settings) {
    this.outcome = outcome;
    this.wording = settings.wording();
    this.locations = new SarifLocation(settings);
  }

  static JsonObject of(Optional<JsonObject> old, Outcome outcome, ReportSettings settings) {
    JsonArray runs = new JsonArray();
    old.flatMap(file -> standing(file, outcome)).ifPresent(runs::add);
    runs.add(new SarifFile(outcome, settings).run().json());
    JsonObject file = new JsonObject();
    file.addProperty("$schema", SCHEMA);
    file.addProperty("version", VERSION);
    file.add(RUNS, runs);
    return file;
  }

  private static Optional<JsonObject> standing(JsonObject file, Outcome outcome) {
    return EarlierGoal.in(
        Optional.ofNullable(file.get(RUNS)).orElse(JsonNull.INSTANCE),
        run -> Optional.ofNullable(run.get(MARKS)).orElse(JsonNull.INSTANCE),
        outcome);
  }

  private JsonFields run() {
    List<Told> results = new ArrayList<>();
    List<Told> notifications = new ArrayList<>();
    if (outcome.diagnosis() != null) {
      Told told = Told.of(outcome.diagnosis(), wording);
      (SarifRules.isOfTheCode(told.kind()) ? results : notifications).add(told);
    }
    outcome.findings().forEach(finding -> results.add(Told.of(finding, wording)));
    SarifRules rules = new SarifRules(results, notifications, wording);
    SarifResult form = new SarifResult(rules, locations);
    return new JsonFields()
        .add("tool", new JsonFields().add("driver", driver(rules)))
        .add("automationDetails", new JsonFields().add("id", category()))
        .addAll("invocations", List.of(notifications), failed -> invocation(failed, form))
        .add("originalUriBaseIds", SarifLocation.bases())
        .add("columnKind", "unicodeCodePoints")
        .addAll("results", results, form::result)
        .add(MARKS, EarlierGoal.mark(new JsonFields(), outcome).add("engine", outcome.engine()));
  }

  private JsonFields driver(SarifRules rules) {
    return new JsonFields()
        .add("name", "db-agent")
        .add("version", outcome.agentVersion())
        .addAll("rules", rules.rules(), rules::descriptor)
        .addAll("notifications", rules.notifications(), rules::descriptor);
  }

  /**
   * Successful means that the agent could do its work, whatever it found. GitHub reads no result of
   * an unsuccessful one, and closes no alert because of it: right for a full disk, wrong for a
   * migration that fails.
   */
  private static JsonFields invocation(List<Told> failed, SarifResult form) {
    return new JsonFields()
        .add("executionSuccessful", failed.isEmpty())
        .addAny("toolExecutionNotifications", failed, form::notification);
  }

  /**
   * GitHub takes the text up to the last slash as the category, of which a commit has one set of
   * results, so it must differ between goals and modules and stay the same from version to version.
   */
  private String category() {
    String[] coordinates = outcome.module().split(":", -1);
    String module = coordinates[0] + (coordinates.length > 1 ? ":" + coordinates[1] : "");
    return "db-agent/" + outcome.goal() + "/" + module + "/";
  }
}
