// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.model;

/** Every way in which a stage can fail, as a fact; what it means is for a diagnosis to say. */
public enum FailureKind {
  PLATFORM_UNSUPPORTED(Stage.ENGINE),
  VERSION_UNSUPPORTED(Stage.ENGINE),
  DATABASE_NAME_REJECTED(Stage.ENGINE),
  BINARIES_UNAVAILABLE(Stage.ENGINE),
  BINARIES_CORRUPT(Stage.ENGINE),
  NO_WAY_TO_DROP_ROOT(Stage.ENGINE),
  CACHE_UNUSABLE(Stage.ENGINE),
  SERVER_FAILED(Stage.ENGINE),

  SETTING_REJECTED(Stage.MIGRATION),
  LOCATION_MISSING(Stage.MIGRATION),
  HISTORY_REJECTED(Stage.MIGRATION),
  INIT_SCRIPT_FAILED(Stage.MIGRATION),
  STATEMENT_FAILED(Stage.MIGRATION),
  STATEMENT_TIMED_OUT(Stage.MIGRATION),
  LOCK_TIMED_OUT(Stage.MIGRATION),
  MIGRATION_FAILED(Stage.MIGRATION),

  SEED_UNREADABLE(Stage.SEED),
  SEED_TABLE_UNKNOWN(Stage.SEED),
  SEED_COLUMN_UNKNOWN(Stage.SEED),
  SEED_COLUMN_MISSING(Stage.SEED),
  SEED_VALUE_REJECTED(Stage.SEED),
  SEED_ROW_REJECTED(Stage.SEED),
  SEED_KEY_DANGLING(Stage.SEED),

  CHECKS_FAILED(Stage.VERIFICATION),

  GENERATOR_REJECTED(Stage.CODEGEN),
  GENERATION_FAILED(Stage.CODEGEN),
  GENERATION_INCOMPLETE(Stage.CODEGEN),

  HANDOFF_UNWRITABLE(Stage.HANDOFF);

  private final Stage stage;

  FailureKind(Stage stage) {
    this.stage = stage;
  }

  /** The stage that failed. */
  public Stage stage() {
    return stage;
  }
}
