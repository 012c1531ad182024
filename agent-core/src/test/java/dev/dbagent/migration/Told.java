// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.model.Edit;
import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.Setting;
import java.util.ArrayList;
import java.util.List;

/** What was found out about a failure, a line each, with file names instead of paths. */
final class Told {

  private Told() {}

  static List<String> of(FailureFacts facts) {
    List<String> lines = new ArrayList<>(facts.notes());
    facts.related().forEach(other -> lines.add(other.place() + " " + other.label()));
    facts.edits().forEach(edit -> lines.add(told(edit)));
    Setting setting = facts.setting();
    if (setting != null) {
      lines.add("set " + setting.name() + " to " + setting.value());
    }
    return lines.stream().map(line -> line.replace(Project.MIGRATIONS, "")).toList();
  }

  private static String told(Edit edit) {
    if (edit instanceof Edit.Replace replace) {
      return "%s write %s for %s".formatted(replace.place(), replace.replacement(), replace.text());
    }
    if (edit instanceof Edit.Create create) {
      return "create " + create.file() + ": " + create.content();
    }
    return edit.toString();
  }
}
