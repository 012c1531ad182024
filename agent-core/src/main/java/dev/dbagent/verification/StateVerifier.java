// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.verification;

import dev.dbagent.migration.MigrationFile;
import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.Finding;
import dev.dbagent.model.Finding.Severity;
import dev.dbagent.model.SchemaSnapshot;
import dev.dbagent.model.StageFailure;
import dev.dbagent.model.TableName;
import dev.dbagent.seed.SeededDatabase;
import java.util.List;
import java.util.function.Function;

/** Checks a state before it is sealed. */
public final class StateVerifier {

  /** In the order in which their findings are told. */
  static final List<Function<Candidate, List<Finding>>> CHECKS =
      List.of(
          Checks::everyMigrationIsApplied,
          Checks::catalogueIsNotEmpty,
          Checks::everyConstraintIsValidated,
          Checks::everyIndexIsValid,
          Checks::everySeedHasItsRows);

  private StateVerifier() {}

  /**
   * Runs every check.
   *
   * @param failOn the least severity that keeps the state from being handed on
   * @throws StageFailure of the kind of the first finding of that severity; the others are notes
   */
  public static VerifiedState verify(SeededDatabase seeded, Severity failOn) {
    SchemaSnapshot schema = withoutHistoryTable(seeded);
    List<String> passedOver =
        seeded.replayed().passedOver().stream().map(MigrationFile::path).toList();
    Candidate candidate = new Candidate(passedOver, seeded.tables(), schema);
    List<Finding> findings =
        CHECKS.stream().flatMap(check -> check.apply(candidate).stream()).toList();
    List<Finding> unbearable =
        findings.stream().filter(f -> f.severity().compareTo(failOn) >= 0).toList();
    if (!unbearable.isEmpty()) {
      throw new StageFailure(facts(unbearable), null);
    }
    return new VerifiedState(seeded, schema, findings, CHECKS.size());
  }

  /** The first is the failure, the others are notes. */
  private static FailureFacts facts(List<Finding> unbearable) {
    Finding first = unbearable.get(0);
    FailureFacts facts =
        FailureFacts.of(first.kind(), first.subject() + ": " + first.message()).at(first.place());
    for (Finding other : unbearable.subList(1, unbearable.size())) {
      facts = facts.note(other.toString());
    }
    return facts;
  }

  private static SchemaSnapshot withoutHistoryTable(SeededDatabase seeded) {
    SchemaSnapshot all = seeded.server().snapshot();
    TableName history = seeded.replayed().historyTable();
    return new SchemaSnapshot(
        all.relations().stream().filter(r -> !r.name().equals(history)).toList(),
        all.enums(),
        all.routines(),
        all.sequences());
  }
}
