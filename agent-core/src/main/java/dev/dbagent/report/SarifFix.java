// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.report;

import dev.dbagent.model.Edit;
import dev.dbagent.model.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Edits as SARIF has them: texts replaced within files that exist. */
final class SarifFix {

  private final SarifLocation locations;

  SarifFix(SarifLocation locations) {
    this.locations = locations;
  }

  /** One fix of all the edits that can be told, or none. */
  List<JsonFields> of(List<Edit> edits) {
    Map<String, List<Edit.Replace>> byFile = new LinkedHashMap<>();
    for (Edit edit : edits) {
      if (edit instanceof Edit.Replace replace && canBeTold(edit)) {
        byFile.computeIfAbsent(replace.place().file(), file -> new ArrayList<>()).add(replace);
      }
    }
    return byFile.isEmpty()
        ? List.of()
        : List.of(
            new JsonFields().addAll("artifactChanges", List.copyOf(byFile.values()), this::change));
  }

  /** The edits that SARIF has no words for. */
  static List<Edit> beyond(List<Edit> edits) {
    return edits.stream().filter(edit -> !canBeTold(edit)).toList();
  }

  private static boolean canBeTold(Edit edit) {
    return edit instanceof Edit.Replace replace
        && replace.place().column() > 0
        && replace.text().chars().noneMatch(c -> c == '\n' || c == '\r');
  }

  private JsonFields change(List<Edit.Replace> edits) {
    return new JsonFields()
        .add("artifactLocation", locations.artifact(edits.get(0).place().file()))
        .addAll("replacements", edits, SarifFix::replacement);
  }

  private static JsonFields replacement(Edit.Replace edit) {
    Place from = edit.place();
    int length = edit.text().codePointCount(0, edit.text().length());
    return new JsonFields()
        .add(
            "deletedRegion",
            new JsonFields()
                .add("startLine", from.line())
                .add("startColumn", from.column())
                .add("endLine", from.line())
                .add("endColumn", from.column() + length))
        .add("insertedContent", SarifRules.text(edit.replacement()));
  }
}
