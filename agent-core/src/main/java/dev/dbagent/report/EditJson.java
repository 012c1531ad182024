// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.report;

import dev.dbagent.model.Edit;

/** An edit as an object of JSON. */
final class EditJson {

  private EditJson() {}

  static JsonFields of(Edit edit) {
    if (edit instanceof Edit.Replace replace) {
      return kind("replace")
          .add("place", DiagnosisJson.place(replace.place()))
          .addText("text", replace.text())
          .addText("replacement", replace.replacement());
    } else if (edit instanceof Edit.Create create) {
      return kind("create").add("file", create.file()).addText("content", create.content());
    } else if (edit instanceof Edit.Rename rename) {
      return kind("rename").add("file", rename.file()).add("to", rename.to());
    }
    throw new IllegalArgumentException("an edit of an unknown kind: " + edit);
  }

  private static JsonFields kind(String name) {
    return new JsonFields().add("kind", name);
  }
}
