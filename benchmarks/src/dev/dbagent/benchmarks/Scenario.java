// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.benchmarks;

/**
 * What happened to a project before it is built, in the order in which a project lives through it.
 */
enum Scenario {
  COLD("cold", "a fresh checkout on a machine that has only the Maven repository"),
  UNCHANGED("unchanged", "built again"),
  FRESH_CHECKOUT("fresh checkout", "cloned anew on the same machine, nothing changed"),
  ADDED("one added", "one migration added: a table with an index and a foreign key"),
  DATA("data only", "one migration added that changes rows, not the schema"),
  EDITED("one edited", "one migration near the end edited: a table more"),
  BACK("branch back", "the branch of the beginning checked out again");

  private final String title;
  private final String description;

  Scenario(String title, String description) {
    this.title = title;
    this.description = description;
  }

  String title() {
    return title;
  }

  String description() {
    return description;
  }

  /** Whether the project's folder is new, without a {@code target}. */
  boolean isFreshCheckout() {
    return this == COLD || this == FRESH_CHECKOUT;
  }

  /**
   * How often it is built in a round: of what takes little above the floor more has to be known, and
   * where nothing changes, nothing keeps it from being built again.
   */
  int times() {
    return this == UNCHANGED ? 3 : 1;
  }

  /**
   * How often ours is built in a round beside that, and the floor with it: there the difference of
   * the two is smaller than what either varies by.
   */
  int moreTimesForUs() {
    return this == UNCHANGED ? 7 : 0;
  }

  /** Whether a history that was applied to a kept database no longer fits it. */
  boolean rewritesHistory() {
    return this == EDITED || this == BACK;
  }
}
