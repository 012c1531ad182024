// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.engine.Inquiry;
import dev.dbagent.engine.NamedObject;
import dev.dbagent.model.FailureFacts;
import java.util.Optional;

/** Tells which statement made the object that a later one makes again. */
record DuplicateObject(Inquiry inquiry, Chronicle chronicle, Refusal refusal) {

  FailureFacts explain(FailureFacts facts) {
    Optional<NamedObject> subject = inquiry.subject(refusal.fault());
    Optional<Change> first =
        subject.flatMap(wanted -> Chronicle.bringing(wanted, chronicle.before(refusal.moment())));
    return first
        .map(
            change ->
                facts.see(
                    change.place(),
                    change.action() == Change.Action.RENAME ? "renamed here" : "created here"))
        .orElse(facts);
  }
}
