// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.report;

import dev.dbagent.diagnosis.Diagnosis;
import dev.dbagent.model.Finding;
import dev.dbagent.provenance.Changes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one goal ended: all that a report tells.
 *
 * @param module whose database it is, as {@code groupId:artifactId:version}
 * @param agentVersion which agent told it
 * @param goal {@code prepare} or {@code generate}
 * @param engine product and version, for example "PostgreSQL 18.6"; null when it failed before that
 *     was known
 * @param state the fingerprint of the state that was handed on or generated from; null when none
 *     was
 * @param cases what ran, one after the other, and what did not get its turn
 * @param findings what was noticed in a state that could be built
 * @param diagnosis why it failed; null when it did not
 * @param changes since the last verified state; null when it did not fail, or when none is known
 */
public record Outcome(
    String module,
    String agentVersion,
    String goal,
    @Nullable String engine,
    @Nullable String state,
    List<Case> cases,
    List<Finding> findings,
    @Nullable Diagnosis diagnosis,
    @Nullable Changes changes) {

  public Outcome {
    cases = List.copyOf(cases);
    findings = List.copyOf(findings);
  }

  boolean failed() {
    return diagnosis != null;
  }
}
