// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.report;

import dev.dbagent.model.Related;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/** A diagnosis or a finding as SARIF has it. */
final class SarifResult {

  /** Ours only: the hash of the line, which GitHub wants besides, is made by who uploads. */
  private static final String FINGERPRINT = "dbAgent/v1";

  private final SarifRules rules;
  private final SarifLocation locations;
  private final SarifFix fixes;

  SarifResult(SarifRules rules, SarifLocation locations) {
    this.rules = rules;
    this.locations = locations;
    this.fixes = new SarifFix(locations);
  }

  /** About the code. */
  JsonFields result(Told told) {
    return new JsonFields()
        .add("ruleId", told.kind().code())
        .add("ruleIndex", rules.index(told.kind()))
        .add("level", DiagnosisFile.word(told.severity()))
        .add("message", message(told, SarifResult::link))
        .addAny("locations", locations.of(told.place(), told.excerpt()), place -> place)
        .addAny("relatedLocations", related(told.related()), place -> place)
        .add("partialFingerprints", new JsonFields().add(FINGERPRINT, told.fingerprint()))
        .addAny("fixes", fixes.of(told.edits()), fix -> fix)
        .add("properties", properties(told));
  }

  /** About what keeps the agent from its work. */
  JsonFields notification(Told told) {
    return new JsonFields()
        .add("descriptor", reference(told))
        .add("level", DiagnosisFile.word(told.severity()))
        .add("message", message(told, (text, id) -> text))
        .addAny("locations", locations.of(told.place(), told.excerpt()), place -> place)
        .add("properties", properties(told));
  }

  private JsonFields reference(Told told) {
    return new JsonFields().add("id", told.kind().code()).add("index", rules.index(told.kind()));
  }

  /** The sentence first, because some show nothing else; then a line for all else. */
  private static JsonFields message(Told told, BiFunction<String, Integer, String> link) {
    List<String> lines = new ArrayList<>();
    lines.add(told.message());
    lines.addAll(told.more());
    for (int i = 0; i < told.related().size(); i++) {
      Related other = told.related().get(i);
      lines.add(link.apply(other.label() + ": " + other.place(), i + 1));
    }
    return SarifRules.text(String.join("\n", lines));
  }

  /** An embedded link to a related location (SARIF 2.1.0, 3.11.6). */
  private static String link(String text, int id) {
    return "[" + text.replaceAll("[\\[\\]\\\\]", "\\\\$0") + "](" + id + ")";
  }

  private List<JsonFields> related(List<Related> related) {
    return IntStream.range(0, related.size())
        .mapToObj(
            i ->
                locations
                    .location(related.get(i).place(), null)
                    .add("id", i + 1)
                    .add("message", SarifRules.text(related.get(i).label())))
        .toList();
  }

  private static JsonFields properties(Told told) {
    JsonFields properties = new JsonFields().add("stage", DiagnosisFile.word(told.kind().stage()));
    if (told.fault() != null) {
      properties
          .add("sqlState", told.fault().sqlState())
          .add("conditionName", told.fault().conditionName());
    }
    return properties.addAny("edits", SarifFix.beyond(told.edits()), EditJson::of);
  }
}
