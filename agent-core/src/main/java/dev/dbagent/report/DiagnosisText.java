// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.report;

import dev.dbagent.diagnosis.Diagnosis;
import dev.dbagent.diagnosis.Wording;
import dev.dbagent.model.Edit;
import dev.dbagent.model.Excerpt;
import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.Related;
import dev.dbagent.model.Setting;
import dev.dbagent.model.SqlFault;
import dev.dbagent.provenance.Changes;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * A diagnosis for people: the answer in one line, the source around the place, what the server
 * added, what was found out besides, the remedy, and what changed since it last worked.
 */
public final class DiagnosisText {

  private static final String INDENT = "  ";

  private final Wording wording;
  private final Palette palette;
  private final StringJoiner lines = new StringJoiner("\n");

  private DiagnosisText(Wording wording, Palette palette) {
    this.wording = wording;
    this.palette = palette;
  }

  /**
   * The whole text; its first line is {@link Diagnosis#headline()} as it is, without any colour.
   *
   * @param changes since the last verified state; null when none is known
   */
  public static String of(
      Diagnosis diagnosis, @Nullable Changes changes, Wording wording, Palette palette) {
    DiagnosisText text = new DiagnosisText(wording, palette);
    text.add(diagnosis);
    if (changes != null) {
      text.lines.add("");
      new ChangesText(palette).of(changes).forEach(text.lines::add);
    }
    return text.lines.toString();
  }

  private void add(Diagnosis diagnosis) {
    FailureFacts facts = diagnosis.facts();
    lines.add(diagnosis.headline());
    if (facts.excerpt() != null) {
      add(facts.excerpt());
    }
    if (facts.fault() != null) {
      add(facts.fault(), facts.message());
    }
    facts.notes().forEach(note -> add("note", note));
    facts.related().forEach(this::add);
    add("remedy", diagnosis.remedy(wording));
    if (facts.setting() != null) {
      add(facts.setting());
    }
    facts.edits().forEach(this::add);
    add("more", wording.more(diagnosis.code()));
  }

  private void add(Excerpt excerpt) {
    int number = excerpt.firstLine();
    int width = Integer.toString(number + excerpt.lines().size()).length();
    lines.add("");
    for (String line : excerpt.lines()) {
      boolean marked = number == excerpt.line();
      String numbered = (INDENT + "%" + width + "d | %s").formatted(number, line).stripTrailing();
      lines.add(marked ? palette.strong(numbered) : numbered);
      if (marked && excerpt.caret() >= 0) {
        String margin = INDENT + " ".repeat(width) + " | " + " ".repeat(excerpt.caret());
        lines.add(margin + palette.failure("^"));
      }
      number++;
    }
    lines.add("");
  }

  private void add(SqlFault fault, String message) {
    if (!message.contains(fault.message())) {
      add("server", fault.message());
    }
    add("detail", fault.detail());
    add("hint", fault.hint());
    add("context", fault.context());
  }

  private void add(Related related) {
    add("see", related.place() + ": " + related.label());
  }

  private void add(Setting setting) {
    add("set", wording.setting(setting.name(), setting.value()));
  }

  private void add(Edit edit) {
    if (edit instanceof Edit.Replace replace) {
      add("edit", "%s: %s -> %s".formatted(replace.place(), replace.text(), replace.replacement()));
    } else if (edit instanceof Edit.Rename rename) {
      add("rename", rename.file() + " -> " + rename.to());
    } else if (edit instanceof Edit.Create create) {
      add("create", create.file() + ": " + create.content().strip());
    }
  }

  private void add(String label, @Nullable String text) {
    if (text != null && !text.isBlank()) {
      List<String> shown = text.strip().lines().toList();
      lines.add(INDENT + palette.strong(label + ":") + " " + shown.get(0));
      shown.stream().skip(1).forEach(line -> lines.add(INDENT + INDENT + line));
    }
  }
}
