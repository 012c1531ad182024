// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import dev.dbagent.handoff.HandedOff;
import dev.dbagent.handoff.MadeOf;
import dev.dbagent.model.Count;
import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Fingerprint;
import dev.dbagent.model.StageFailure;
import dev.dbagent.provenance.Ingredients;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state that has to come out when what was handed on is made again.
 *
 * @param handedOff names it
 * @param madeOf what it was made of
 * @param secrets the names of settings whose values the handoff does not tell
 */
record Expected(HandedOff handedOff, MadeOf madeOf, List<String> secrets) {

  private static final int MOST = 20;

  /**
   * A state of another version of the agent is another state, so nothing else needs to be looked
   * at.
   *
   * @throws StageFailure of kind STATE_DIFFERS
   */
  static void requireAgent(HandedOff handedOff) {
    String here = AgentVersion.current();
    if (!handedOff.agent().equals(here)) {
      String there = handedOff.agent().isEmpty() ? "an unknown version" : handedOff.agent();
      FailureFacts facts =
          FailureFacts.of(
              FailureKind.STATE_DIFFERS,
              "the state of module %s was made by db-agent %s, and this is db-agent %s"
                  .formatted(handedOff.module(), there, here));
      throw new StageFailure(
          facts.note(
              "Use version %s of db-agent-maven-plugin here, or a version of the module that was built with %s."
                  .formatted(there, here)),
          null);
    }
  }

  /**
   * Sees whether it will come out.
   *
   * @param state the name of that which will
   * @param here what that is made of
   * @throws StageFailure of kind STATE_DIFFERS
   */
  void require(Fingerprint state, Ingredients here) {
    if (!state.equals(handedOff.state())) {
      throw new StageFailure(facts("what comes out is state " + state.abbreviated(), here), null);
    }
  }

  /** The failure, or that which is behind it: that something is not as it was. */
  StageFailure unless(Ingredients here, StageFailure failure) {
    return madeOf.differences(MadeOf.of(here)).isEmpty()
        ? failure
        : new StageFailure(facts(failure.facts().message(), here), failure);
  }

  private FailureFacts facts(String outcome, Ingredients here) {
    FailureFacts facts =
        FailureFacts.of(
            FailureKind.STATE_DIFFERS,
            "the state %s of module %s cannot be made here: %s"
                .formatted(handedOff.state().abbreviated(), handedOff.module(), outcome));
    List<String> differences = madeOf.differences(MadeOf.of(here));
    for (String difference : differences.subList(0, Math.min(MOST, differences.size()))) {
      facts = facts.note(difference);
    }
    String more = differences.isEmpty() ? invisible() : more(differences.size() - MOST);
    return more == null ? facts : facts.note(more);
  }

  private static @Nullable String more(int number) {
    return number <= 0 ? null : "There are %s.".formatted(Count.of(number, "more difference"));
  }

  private String invisible() {
    String rest = "All that the handoff tells is the same here, and it does not tell everything: ";
    if (!secrets.isEmpty()) {
      return rest + "another value was given for " + String.join(" or ", secrets) + ".";
    }
    return rest
        + "this db-agent "
        + AgentVersion.current()
        + " may be another build of that version.";
  }
}
