// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

/** What a goal that ended well had to do for it. */
public enum GoalOutcome {
  /** Nothing: all that it makes was there, made of the same. */
  UP_TO_DATE,
  /** It put back what another build had made of the same. */
  FROM_CACHE,
  /** Its work. */
  EXECUTED
}
