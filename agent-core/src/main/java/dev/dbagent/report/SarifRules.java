// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.report;

import dev.dbagent.diagnosis.CatalogueEntry;
import dev.dbagent.diagnosis.DiagnosisCatalogue;
import dev.dbagent.diagnosis.Wording;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Stage;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a run refers to in the catalogue, as SARIF has it: what can be wrong with the code are
 * rules, what keeps the agent from its work are notifications. A run in which nothing is told has
 * none.
 */
final class SarifRules {

  private final Wording wording;
  private final List<FailureKind> rules;
  private final List<FailureKind> notifications;

  /** Those of what is told in the run. */
  SarifRules(List<Told> results, List<Told> notifications, Wording wording) {
    this.wording = wording;
    this.rules = kinds(results);
    this.notifications = kinds(notifications);
  }

  private static List<FailureKind> kinds(List<Told> all) {
    Set<FailureKind> kinds = EnumSet.noneOf(FailureKind.class);
    for (Told told : all) {
      kinds.add(told.kind());
    }
    return List.copyOf(kinds);
  }

  static boolean isOfTheCode(FailureKind kind) {
    return kind.stage() != Stage.ENGINE && kind.stage() != Stage.HANDOFF;
  }

  List<FailureKind> rules() {
    return rules;
  }

  List<FailureKind> notifications() {
    return notifications;
  }

  /** The position in the list that the kind belongs to. */
  int index(FailureKind kind) {
    return (isOfTheCode(kind) ? rules : notifications).indexOf(kind);
  }

  JsonFields descriptor(FailureKind kind) {
    CatalogueEntry entry = DiagnosisCatalogue.entry(kind);
    String more = wording.more(entry.code());
    return new JsonFields()
        .add("id", entry.code())
        .add("name", camelCase(kind))
        .add("shortDescription", text(entry.title()))
        .add("fullDescription", text(entry.cause()))
        .add("defaultConfiguration", new JsonFields().add("level", "error"))
        .add(
            "help",
            text((entry.cause() + "\n\nRemedy: " + entry.remedy(wording) + "\n\n" + more).strip())
                .add("markdown", Markdown.help(entry, wording)));
  }

  static JsonFields text(String text) {
    return new JsonFields().addText("text", text);
  }

  private static String camelCase(FailureKind kind) {
    return Arrays.stream(kind.name().split("_"))
        .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
        .collect(Collectors.joining());
  }
}
