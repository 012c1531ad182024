// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import dev.dbagent.engine.DanglingKey;
import dev.dbagent.model.FailureFacts;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.Place;
import dev.dbagent.model.StageFailure;
import dev.dbagent.model.TableName;
import java.util.List;
import java.util.Optional;

/**
 * Foreign keys that point nowhere: the first one is the failure, the others are told as well.
 *
 * @param plans of all seed files, as they were loaded
 */
record DanglingKeys(List<SeedPlan> plans) {

  private static final int TOLD = 10;

  /**
   * @param keys at least one
   */
  StageFailure failure(List<DanglingKey> keys) {
    DanglingKey first = keys.get(0);
    FailureFacts facts = origin(first, placed(first));
    for (DanglingKey other : keys.stream().skip(1).limit(TOLD).toList()) {
      facts = other(other, facts);
    }
    if (keys.size() > TOLD + 1) {
      facts = facts.note("There are more keys that point nowhere.");
    }
    return new StageFailure(facts, null);
  }

  private FailureFacts placed(DanglingKey key) {
    Optional<SeedPlan> plan = planOf(key);
    FailureFacts facts = FailureFacts.of(FailureKind.SEED_KEY_DANGLING, sentence(key));
    return plan.isEmpty()
        ? facts.note("The row is from no seed file: a migration made it.")
        : plan.get().file().text().at(placeOf(plan.get(), key), facts);
  }

  private FailureFacts other(DanglingKey key, FailureFacts facts) {
    return planOf(key)
        .map(plan -> facts.see(placeOf(plan, key), pointsNowhere(key)))
        .orElseGet(() -> facts.note(sentence(key)));
  }

  private FailureFacts origin(DanglingKey key, FailureFacts facts) {
    TableName target = key.references();
    return plans.stream()
        .map(SeedPlan::file)
        .filter(file -> file.table().equals(target))
        .findFirst()
        .map(file -> facts.see(file.headerPlace(), "the rows of " + target + " are given here"))
        .orElseGet(() -> facts.note("No seed file gives rows of " + target + "."));
  }

  private Optional<SeedPlan> planOf(DanglingKey key) {
    return plans.stream().filter(plan -> plan == key.source()).findFirst();
  }

  /** The first column of the key that the file gives, or else the start of the row. */
  private static Place placeOf(SeedPlan plan, DanglingKey key) {
    return plan.row(key.row())
        .map(row -> plan.placeOf(row, key.columns()))
        .orElse(Place.file(plan.file().path()));
  }

  private String sentence(DanglingKey key) {
    String subject =
        planOf(key)
            .flatMap(plan -> plan.row(key.row()).map(plan::title))
            .orElse("a row of " + key.table());
    return "%s breaks %s: %s".formatted(subject, key.constraint(), pointsNowhere(key));
  }

  private static String pointsNowhere(DanglingKey key) {
    return "%s points to no row of %s (%s)"
        .formatted(
            Shown.pairs(key.columns(), key.values()),
            key.references(),
            String.join(", ", key.referencedColumns()));
  }
}
