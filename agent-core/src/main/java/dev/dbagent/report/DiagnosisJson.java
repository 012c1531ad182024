// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.report;

import static dev.dbagent.report.DiagnosisFile.word;

import dev.dbagent.diagnosis.Diagnosis;
import dev.dbagent.diagnosis.DiagnosisCatalogue;
import dev.dbagent.diagnosis.Wording;
import dev.dbagent.model.Excerpt;
import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.Finding;
import dev.dbagent.model.Place;
import dev.dbagent.model.Setting;
import dev.dbagent.model.SqlFault;
import org.jspecify.annotations.Nullable;

/** A diagnosis or a finding as an object of JSON. */
final class DiagnosisJson {

  private final Wording wording;
  private final @Nullable String engine;

  DiagnosisJson(Wording wording, @Nullable String engine) {
    this.wording = wording;
    this.engine = engine;
  }

  JsonFields of(Diagnosis diagnosis) {
    FailureFacts facts = diagnosis.facts();
    return new JsonFields()
        .add("code", diagnosis.code())
        .add("severity", word(Finding.Severity.ERROR))
        .add("stage", word(facts.kind().stage()))
        .add("title", diagnosis.title())
        .add("headline", diagnosis.headline())
        .addText("message", facts.message())
        .add("place", place(facts.place()))
        .add("excerpt", excerpt(facts.excerpt()))
        .add("sql", sql(facts.fault()))
        .addAll("notes", facts.notes())
        .addAll(
            "related",
            facts.related(),
            other ->
                new JsonFields().add("label", other.label()).add("place", place(other.place())))
        .add("remedy", diagnosis.remedy(wording))
        .add("more", wording.more(diagnosis.code()))
        .add("setting", setting(facts.setting()))
        .addAll("edits", facts.edits(), EditJson::of);
  }

  JsonFields of(Finding finding) {
    return new JsonFields()
        .add("code", finding.code())
        .add("severity", word(finding.severity()))
        .add("stage", word(finding.kind().stage()))
        .add("title", DiagnosisCatalogue.entry(finding.kind()).title())
        .add("subject", finding.subject())
        .addText("message", finding.message())
        .add("place", place(finding.place()))
        .add("remedy", DiagnosisCatalogue.entry(finding.kind()).remedy(wording))
        .addAll("edits", finding.edits(), EditJson::of);
  }

  /** Without the line or the column when they are not known. */
  static @Nullable JsonFields place(@Nullable Place place) {
    if (place == null) {
      return null;
    }
    JsonFields fields = new JsonFields().addText("file", place.file());
    if (place.line() > 0) {
      fields.add("line", place.line());
    }
    return place.column() > 0 ? fields.add("column", place.column()) : fields;
  }

  private static @Nullable JsonFields excerpt(@Nullable Excerpt excerpt) {
    if (excerpt == null) {
      return null;
    }
    JsonFields fields =
        new JsonFields()
            .add("firstLine", excerpt.firstLine())
            .addAll("lines", excerpt.lines())
            .add("line", excerpt.line());
    return excerpt.caret() < 0 ? fields : fields.add("caret", excerpt.caret());
  }

  private @Nullable JsonFields sql(@Nullable SqlFault fault) {
    if (fault == null) {
      return null;
    }
    return new JsonFields()
        .add("sqlState", fault.sqlState())
        .add("conditionName", fault.conditionName())
        .add("condition", word(fault.condition()))
        .addText("message", fault.message())
        .add("detail", fault.detail())
        .add("hint", fault.hint())
        .add("context", fault.context())
        .add("table", fault.table() == null ? null : fault.table().toString())
        .add("column", fault.column())
        .add("constraint", fault.constraint())
        .add("server", engine);
  }

  private @Nullable JsonFields setting(@Nullable Setting setting) {
    if (setting == null) {
      return null;
    }
    return new JsonFields()
        .add("name", setting.name())
        .add("value", setting.value())
        .add("worded", wording.setting(setting.name(), setting.value()));
  }
}
