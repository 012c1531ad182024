// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.report;

import dev.dbagent.diagnosis.Diagnosis;
import dev.dbagent.diagnosis.DiagnosisCatalogue;
import dev.dbagent.diagnosis.Wording;
import dev.dbagent.model.Edit;
import dev.dbagent.model.Excerpt;
import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Finding;
import dev.dbagent.model.Fingerprint;
import dev.dbagent.model.Place;
import dev.dbagent.model.Related;
import dev.dbagent.model.Setting;
import dev.dbagent.model.SqlFault;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a diagnosis and a finding have in common for a reader of results.
 *
 * @param severity how bad it is
 * @param message one sentence
 * @param more what there is to say besides, a line each
 */
record Told(
    FailureKind kind,
    Finding.Severity severity,
    String message,
    List<String> more,
    @Nullable Place place,
    @Nullable Excerpt excerpt,
    @Nullable SqlFault fault,
    List<Related> related,
    List<Edit> edits) {

  static Told of(Diagnosis diagnosis, Wording wording) {
    FailureFacts facts = diagnosis.facts();
    List<String> more = new ArrayList<>();
    SqlFault fault = facts.fault();
    if (fault != null) {
      addIfKnown(more, "Detail: ", fault.detail());
      addIfKnown(more, "Hint: ", fault.hint());
      addIfKnown(more, "Context: ", fault.context());
    }
    more.addAll(facts.notes());
    more.add("Remedy: " + diagnosis.remedy(wording));
    Setting setting = facts.setting();
    if (setting != null) {
      more.add("Set: " + wording.setting(setting.name(), setting.value()));
    }
    return new Told(
        facts.kind(),
        Finding.Severity.ERROR,
        facts.message(),
        more,
        facts.place(),
        facts.excerpt(),
        fault,
        facts.related(),
        facts.edits());
  }

  static Told of(Finding finding, Wording wording) {
    return new Told(
        finding.kind(),
        finding.severity(),
        finding.subject() + ": " + finding.message(),
        List.of("Remedy: " + DiagnosisCatalogue.entry(finding.kind()).remedy(wording)),
        finding.place(),
        null,
        null,
        List.of(),
        finding.edits());
  }

  /** The same for the same problem, also when it has moved to another line. */
  String fingerprint() {
    return Fingerprint.of("result")
        .add("code", kind.code())
        .add("file", place == null ? "" : place.file())
        .add("message", message)
        .build()
        .hex();
  }

  private static void addIfKnown(List<String> lines, String label, @Nullable String text) {
    if (text != null && !text.isBlank()) {
      lines.add(label + text.strip());
    }
  }
}
