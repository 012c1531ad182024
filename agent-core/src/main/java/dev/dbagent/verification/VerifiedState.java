// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.verification;

import dev.dbagent.model.Count;
import dev.dbagent.model.Finding;
import dev.dbagent.model.SchemaSnapshot;
import dev.dbagent.seed.SeededDatabase;
import java.util.List;

/** A database whose migrations ran, whose seeds are loaded and which passed every check. */
public final class VerifiedState {

  private final SeededDatabase seeded;
  private final SchemaSnapshot schema;
  private final List<Finding> findings;
  private final int checks;

  VerifiedState(SeededDatabase seeded, SchemaSnapshot schema, List<Finding> findings, int checks) {
    this.seeded = seeded;
    this.schema = schema;
    this.findings = List.copyOf(findings);
    this.checks = checks;
  }

  public SeededDatabase seeded() {
    return seeded;
  }

  /** The catalogue as it was checked, the history table left out. */
  public SchemaSnapshot schema() {
    return schema;
  }

  /** What was noticed and is bearable, in the order of the checks. */
  public List<Finding> findings() {
    return findings;
  }

  /** For people, one line. */
  public String summary() {
    return "Checked: "
        + Count.of(checks, "check")
        + " passed over "
        + SchemaSize.of(schema)
        + (findings.isEmpty() ? "" : "; " + Count.of(findings.size(), "warning"));
  }
}
