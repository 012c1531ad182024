// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.report;

import static dev.dbagent.report.DiagnosisFile.word;

import dev.dbagent.provenance.Changes;
import dev.dbagent.provenance.Changes.FileChange;
import dev.dbagent.provenance.Changes.ValueChange;

/** What changed since the last verified state, as an object of JSON. */
final class ChangesJson {

  private ChangesJson() {}

  static JsonFields of(Changes changes) {
    return new JsonFields()
        .add("since", changes.since().toString())
        .add("sameCheckout", changes.sameCheckout())
        .addAll("files", changes.files(), ChangesJson::file)
        .addAll("settings", changes.settings(), ChangesJson::value)
        .addAll("versions", changes.versions(), ChangesJson::value)
        .addAll("environment", changes.environment(), ChangesJson::value);
  }

  private static JsonFields file(FileChange change) {
    return new JsonFields()
        .add("path", change.path())
        .add("fate", word(change.fate()))
        .add("formerPath", change.formerPath())
        .addAll("diff", change.diff());
  }

  private static JsonFields value(ValueChange change) {
    JsonFields fields = new JsonFields().add("name", change.name());
    if (change.before() != null) {
      fields.addText("before", change.before());
    }
    return change.now() == null ? fields : fields.addText("now", change.now());
  }
}
