// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.report;

import dev.dbagent.diagnosis.Diagnosis;
import dev.dbagent.model.Finding;
import dev.dbagent.model.Place;
import dev.dbagent.model.Stage;
import dev.dbagent.report.Case.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * The cases of an outcome, made complete: if it failed, one of them has; and each finding belongs
 * to one.
 */
final class JUnitCases {

  private final List<Case> cases;
  private final Map<Integer, List<Finding>> findings = new LinkedHashMap<>();

  private JUnitCases(List<Case> cases) {
    this.cases = cases;
  }

  static JUnitCases of(Outcome outcome) {
    JUnitCases complete = new JUnitCases(new ArrayList<>(outcome.cases()));
    if (outcome.diagnosis() != null) {
      complete.blame(outcome.diagnosis());
    }
    outcome.findings().forEach(complete::host);
    return complete;
  }

  List<Case> all() {
    return cases;
  }

  /** What was found in the case of that index. */
  List<Finding> findingsOf(int index) {
    return findings.getOrDefault(index, List.of());
  }

  private void blame(Diagnosis diagnosis) {
    if (first(tested -> tested.verdict() == Verdict.FAILED) >= 0) {
      return;
    }
    Stage stage = diagnosis.facts().kind().stage();
    Place place = diagnosis.facts().place();
    String name = place == null ? diagnosis.title() : place.file();
    int known = first(tested -> tested.stage() == stage && tested.name().equals(name));
    if (known >= 0) {
      cases.set(known, new Case(stage, name, Verdict.FAILED, cases.get(known).took()));
    } else {
      int behind = first(tested -> tested.verdict() == Verdict.SKIPPED);
      cases.add(
          behind < 0 ? cases.size() : behind, new Case(stage, name, Verdict.FAILED, Duration.ZERO));
    }
  }

  private void host(Finding finding) {
    Place place = finding.place();
    int host = place == null ? -1 : first(tested -> tested.name().equals(place.file()));
    if (host < 0) {
      host = first(tested -> tested.stage() == finding.kind().stage());
    }
    if (host < 0) {
      host = cases.size();
      cases.add(new Case(finding.kind().stage(), "findings", Verdict.PASSED, Duration.ZERO));
    }
    findings.computeIfAbsent(host, index -> new ArrayList<>()).add(finding);
  }

  private int first(Predicate<Case> wanted) {
    return IntStream.range(0, cases.size())
        .filter(i -> wanted.test(cases.get(i)))
        .findFirst()
        .orElse(-1);
  }
}
