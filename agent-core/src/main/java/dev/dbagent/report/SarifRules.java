// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.report;

import dev.dbagent.diagnosis.CatalogueEntry;
import dev.dbagent.diagnosis.DiagnosisCatalogue;
import dev.dbagent.diagnosis.Wording;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Stage;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The catalogue as SARIF has it: what can be wrong with the code are rules, what keeps the agent
 * from its work are notifications. All of them, whatever occurred, so that only results differ
 * between builds.
 */
final class SarifRules {

  private final Wording wording;
  private final List<CatalogueEntry> rules;
  private final List<CatalogueEntry> notifications;

  SarifRules(Wording wording) {
    this.wording = wording;
    this.rules = entries(true);
    this.notifications = entries(false);
  }

  private static List<CatalogueEntry> entries(boolean ofTheCode) {
    return DiagnosisCatalogue.entries().stream()
        .filter(entry -> isOfTheCode(entry.kind()) == ofTheCode)
        .toList();
  }

  static boolean isOfTheCode(FailureKind kind) {
    return kind.stage() != Stage.ENGINE && kind.stage() != Stage.HANDOFF;
  }

  List<CatalogueEntry> rules() {
    return rules;
  }

  List<CatalogueEntry> notifications() {
    return notifications;
  }

  /** The position in the list that the kind belongs to. */
  int index(FailureKind kind) {
    List<CatalogueEntry> list = isOfTheCode(kind) ? rules : notifications;
    return list.stream().map(CatalogueEntry::kind).toList().indexOf(kind);
  }

  JsonFields descriptor(CatalogueEntry entry) {
    String more = wording.more(entry.code());
    return new JsonFields()
        .add("id", entry.code())
        .add("name", camelCase(entry.kind()))
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
