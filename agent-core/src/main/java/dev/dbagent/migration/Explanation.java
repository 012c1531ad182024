// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.engine.Inquiry;
import dev.dbagent.engine.NewerFeature;
import dev.dbagent.engine.OtherSession;
import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Setting;
import java.util.List;
import java.util.Optional;

/**
 * Finds out why a statement was refused, as far as the history and the server know. It adds to the
 * facts and takes nothing away.
 *
 * @param inquiry to the server that refused
 * @param history whose script was refused
 * @param chronicle of that history
 * @param others who else was connected when the statement was refused
 */
record Explanation(
    Inquiry inquiry, MigrationHistory history, Chronicle chronicle, List<OtherSession> others) {

  FailureFacts explain(FailureFacts facts, Refusal refusal) {
    try {
      List<String> remarks = inquiry.remarks(refusal.fault());
      FailureFacts explained = byCondition(facts, refusal, !remarks.isEmpty());
      for (String sentence : remarks) {
        explained = explained.note(sentence);
      }
      return explained;
    } catch (RuntimeException e) {
      // What could not be explained is still told; a second failure must never bury the first.
      return facts;
    }
  }

  private FailureFacts byCondition(FailureFacts facts, Refusal refusal, boolean remarked) {
    Optional<NewerFeature> newer = inquiry.newerFeature(refusal.fault(), refusal.skeleton());
    if (newer.isPresent()) {
      return tooNew(facts, refusal, newer.get());
    }
    return switch (refusal.fault().condition()) {
      case OBJECT_MISSING, ROLE_MISSING ->
          new MissingObject(inquiry, history, chronicle, refusal).explain(facts);
      case OBJECT_DUPLICATE -> new DuplicateObject(inquiry, chronicle, refusal).explain(facts);
      case NOT_NULL, UNIQUE, CHECK, FOREIGN_KEY, EXCLUSION ->
          new OffendingRows(inquiry, chronicle, refusal).explain(facts);
      case IN_TRANSACTION ->
          new OwnTransaction(history, chronicle, refusal, remarked).explain(facts);
      case LOCK_TIMEOUT -> new Blockers(others, refusal).explain(facts);
      case STATEMENT_TIMEOUT ->
          new TimeLimit(history.settings().statementTimeout(), chronicle, refusal).explain(facts);
      default -> facts;
    };
  }

  private static FailureFacts tooNew(FailureFacts facts, Refusal refusal, NewerFeature feature) {
    String sentence =
        "%s needs %s, the build's engine is %s: %s"
            .formatted(
                feature.name(),
                feature.product(),
                feature.serverVersion(),
                FaultKinds.sentence(refusal.fault()));
    return new FailureFacts(
        FaultKinds.in(refusal.file(), FailureKind.FEATURE_NEWER_THAN_SERVER),
        sentence,
        facts.place(),
        facts.excerpt(),
        facts.fault(),
        facts.notes(),
        facts.related(),
        new Setting("postgresVersion", feature.version()),
        facts.edits());
  }
}
