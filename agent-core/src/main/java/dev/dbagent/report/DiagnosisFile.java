// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.dbagent.diagnosis.Wording;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;

/** The form of {@link Reports#DIAGNOSIS}, as {@code docs/schema/diagnosis-1.json} describes it. */
final class DiagnosisFile {

  /** The {@code $id} of the schema; its last number is the format. */
  static final String SCHEMA = "urn:db-agent:schema:diagnosis-1";

  /** Raised when a reader of the old form would misread the new one. */
  private static final JsonPrimitive FORMAT = new JsonPrimitive(1);

  private static final String GOALS = "goals";

  private DiagnosisFile() {}

  /** What an earlier goal told and still stands. */
  static Optional<JsonObject> standing(Optional<JsonObject> file, Outcome outcome) {
    return file.filter(old -> FORMAT.equals(old.get("format")))
        .flatMap(
            old ->
                EarlierGoal.in(
                    Optional.ofNullable(old.get(GOALS)).orElse(JsonNull.INSTANCE),
                    goal -> goal,
                    outcome));
  }

  static JsonObject of(Optional<JsonObject> earlier, Outcome outcome, Wording wording) {
    JsonArray goals = new JsonArray();
    earlier.ifPresent(goals::add);
    goals.add(goal(outcome, wording).json());
    JsonObject file = new JsonObject();
    file.addProperty("$schema", SCHEMA);
    file.add("format", FORMAT);
    file.add(GOALS, goals);
    return file;
  }

  private static JsonFields goal(Outcome outcome, Wording wording) {
    DiagnosisJson form = new DiagnosisJson(wording, outcome.engine());
    return EarlierGoal.mark(new JsonFields(), outcome)
        .add("agent", outcome.agentVersion())
        .add("engine", outcome.engine())
        .add("diagnosis", outcome.diagnosis() == null ? null : form.of(outcome.diagnosis()))
        .add("changes", outcome.changes() == null ? null : ChangesJson.of(outcome.changes()))
        .addAll("findings", outcome.findings(), form::of)
        .addAll("cases", outcome.cases(), DiagnosisFile::testCase);
  }

  private static JsonFields testCase(Case tested) {
    return new JsonFields()
        .add("stage", word(tested.stage()))
        .addText("name", tested.name())
        .add("verdict", word(tested.verdict()))
        .add("seconds", BigDecimal.valueOf(tested.took().toMillis(), 3));
  }

  /** A constant as the reports write it: {@code not_null}. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
