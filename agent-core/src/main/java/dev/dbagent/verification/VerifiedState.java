// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.verification;

import dev.dbagent.model.Count;
import dev.dbagent.model.Finding;
import dev.dbagent.model.SchemaSnapshot;
import dev.dbagent.seed.SeededDatabase;
import java.util.List;
import java.util.Optional;

/** A database whose migrations ran, whose seeds are loaded and which passed every check. */
public final class VerifiedState {

  private final SeededDatabase seeded;
  private final SchemaSize size;
  private final Optional<SchemaSnapshot> read;
  private final List<Finding> findings;
  private final int checks;

  VerifiedState(
      SeededDatabase seeded,
      SchemaSize size,
      Optional<SchemaSnapshot> read,
      List<Finding> findings,
      int checks) {
    this.seeded = seeded;
    this.size = size;
    this.read = read;
    this.findings = List.copyOf(findings);
    this.checks = checks;
  }

  public SeededDatabase seeded() {
    return seeded;
  }

  /**
   * The catalogue, the history table left out: as it was checked, or, where an earlier check stands
   * for this one, as the server has it now.
   */
  public SchemaSnapshot schema() {
    return read.orElseGet(() -> StateVerifier.schema(seeded));
  }

  /** How much there is in it. */
  public SchemaSize size() {
    return size;
  }

  /** Whether nothing was found in the catalogue itself. */
  public boolean isCatalogueSound() {
    return findings.stream().map(Finding::kind).noneMatch(StateVerifier::isOfCatalogue);
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
        + size
        + (findings.isEmpty() ? "" : "; " + Count.of(findings.size(), "warning"));
  }
}
