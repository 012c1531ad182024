// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import dev.dbagent.engine.DanglingKey;
import dev.dbagent.engine.RejectedRowException;
import dev.dbagent.model.FailureKind;
import dev.dbagent.model.SqlFault;
import dev.dbagent.model.StageFailure;

/** Turns what the engine says about rows into what a user of the files understands. */
final class SeedFailures {

  /** SQLSTATE class 23: integrity constraint violation. */
  private static final String CONSTRAINT_BROKEN = "23";

  private SeedFailures() {}

  static StageFailure rejected(SeedFile file, RejectedRowException e) {
    SqlFault fault = e.fault();
    boolean constraint = fault.sqlState().startsWith(CONSTRAINT_BROKEN);
    return new StageFailure(
        constraint ? FailureKind.SEED_ROW_REJECTED : FailureKind.SEED_VALUE_REJECTED,
        constraint ? rowSentence(file, fault) : valueSentence(file, fault),
        file.placeOf(e.row()),
        fault,
        e);
  }

  private static String rowSentence(SeedFile file, SqlFault fault) {
    if (fault.constraint() != null) {
      return "%s breaks %s: %s".formatted(file.table(), fault.constraint(), fault.message());
    }
    return "%s: %s".formatted(file.table(), fault.message());
  }

  private static String valueSentence(SeedFile file, SqlFault fault) {
    String subject =
        fault.column() == null
            ? file.table().toString()
            : "column " + fault.column() + " of " + file.table();
    return subject + ": " + fault.message();
  }

  /** A key of a row in this file points nowhere. */
  static StageFailure dangling(SeedFile file, DanglingKey key) {
    return new StageFailure(
        FailureKind.SEED_KEY_DANGLING, sentence(key), file.placeOf(key.row()), null, null);
  }

  /** A key of a row that no file holds points nowhere. */
  static StageFailure dangling(DanglingKey key) {
    return new StageFailure(
        FailureKind.SEED_KEY_DANGLING, sentence(key) + " (the row is from no seed file)");
  }

  private static String sentence(DanglingKey key) {
    return "%s of %s: (%s) = (%s) points to no row of %s (%s)"
        .formatted(
            key.constraint(),
            key.table(),
            String.join(", ", key.columns()),
            String.join(", ", key.values()),
            key.references(),
            String.join(", ", key.referencedColumns()));
  }
}
