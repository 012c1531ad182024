// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.diagnosis;

import dev.dbagent.model.FailureKind;
import dev.dbagent.model.StageFailure;

/** Knows what each kind of failure means. The codes are stable: they are never given away twice. */
public final class DiagnosisCatalogue {

  private DiagnosisCatalogue() {}

  /** The diagnosis of a failure; every kind has one. */
  public static Diagnosis diagnose(StageFailure failure) {
    Entry entry = entryOf(failure.kind());
    return new Diagnosis(
        entry.code,
        entry.title,
        String.valueOf(failure.getMessage()),
        failure.place(),
        failure.fault(),
        entry.remedy);
  }

  private record Entry(String code, String title, String remedy) {}

  private static Entry entryOf(FailureKind kind) {
    return switch (kind) {
      case PLATFORM_UNSUPPORTED ->
          new Entry(
              "DBA-E001",
              "unsupported platform",
              "Run the build on Linux or macOS (x86-64 or ARM64), or in a Linux container.");
      case VERSION_UNSUPPORTED ->
          new Entry(
              "DBA-E002",
              "unsupported engine version",
              "Set postgresVersion to one of the versions named above.");
      case BINARIES_UNAVAILABLE ->
          new Entry(
              "DBA-E003",
              "engine binaries unavailable",
              "Run the build once online, or put the artifact into the repository that the build"
                  + " uses.");
      case BINARIES_CORRUPT ->
          new Entry(
              "DBA-E004",
              "engine binaries corrupt",
              "Delete the file named above from the local repository and build again.");
      case NO_WAY_TO_DROP_ROOT ->
          new Entry(
              "DBA-E005",
              "no way to drop root",
              "Run the build as an ordinary user, or install util-linux (setpriv, runuser) in the"
                  + " image: PostgreSQL refuses to run as root.");
      case CACHE_UNUSABLE ->
          new Entry(
              "DBA-E006",
              "cache folder unusable",
              "Set cacheDirectory (-DdbAgent.cacheDirectory=...) to a folder that this user owns.");
      case SERVER_FAILED ->
          new Entry(
              "DBA-E007",
              "the server did not start or did not stay",
              "Read the server's last lines above; run with -X for all of them.");
      case DATABASE_NAME_REJECTED ->
          new Entry(
              "DBA-E008",
              "database name rejected",
              "Set databaseName (-DdbAgent.databaseName=...) to a shorter, printable name.");
      case SETTING_REJECTED ->
          new Entry(
              "DBA-M001",
              "Flyway setting rejected",
              "Correct the element inside <flyway> in the plugin's configuration.");
      case LOCATION_MISSING ->
          new Entry(
              "DBA-M002",
              "no migrations found",
              "Put migrations into the folder named above, or name another one in"
                  + " <flyway><locations>.");
      case HISTORY_REJECTED ->
          new Entry(
              "DBA-M003",
              "migration history rejected",
              "Correct what is named above; a placeholder gets its value in"
                  + " <flyway><placeholders>.");
      case INIT_SCRIPT_FAILED ->
          new Entry("DBA-M004", "init script failed", "Correct the script named by initScript.");
      case STATEMENT_FAILED ->
          new Entry(
              "DBA-M005",
              "migration statement failed",
              "Correct the statement at the place above, or the migration that should have come"
                  + " before it.");
      case STATEMENT_TIMED_OUT ->
          new Entry(
              "DBA-M006",
              "migration statement ran too long",
              "Make the statement cheaper, or raise statementTimeout"
                  + " (-DdbAgent.statementTimeout=seconds).");
      case LOCK_TIMED_OUT ->
          new Entry(
              "DBA-M007",
              "migration statement waited for a lock",
              "The migration blocks itself: look for a second connection (a Java migration,"
                  + " dblink) or a statement that must run outside a transaction"
                  + " (executeInTransaction=false in the script's .conf).");
      case MIGRATION_FAILED ->
          new Entry(
              "DBA-M008", "migration failed", "Correct the migration named above and build again.");
      case SEED_UNREADABLE ->
          new Entry(
              "DBA-S001",
              "seed file unreadable",
              "Seed files are UTF-8 CSV with a header, named [schema.]table.csv.");
      case SEED_TABLE_UNKNOWN ->
          new Entry(
              "DBA-S002",
              "seed for an unknown table",
              "Rename the seed file after its table, or add the migration that makes the table.");
      case SEED_COLUMN_UNKNOWN ->
          new Entry(
              "DBA-S003",
              "seed with an unknown column",
              "Correct the header of the seed file, or add the migration that makes the column.");
      case SEED_COLUMN_MISSING ->
          new Entry(
              "DBA-S004",
              "seed misses a required column",
              "Add the column to the seed file, or give it a default in a migration.");
      case SEED_VALUE_REJECTED ->
          new Entry(
              "DBA-S005",
              "seed value rejected",
              "Correct the value; an empty field is NULL, \"\" is the empty string.");
      case SEED_ROW_REJECTED ->
          new Entry(
              "DBA-S006", "seed row rejected", "Correct the row so that the constraint holds.");
      case SEED_KEY_DANGLING ->
          new Entry(
              "DBA-S007",
              "seed key points nowhere",
              "Add the row that the key points to, or correct the key.");
      case CHECKS_FAILED ->
          new Entry(
              "DBA-V000",
              "the state did not pass its checks",
              "Correct what the findings name; nothing was handed on.");
      case GENERATOR_REJECTED ->
          new Entry(
              "DBA-G001",
              "generator configuration rejected",
              "Correct the element inside <generator>; it is jOOQ's own.");
      case GENERATION_FAILED ->
          new Entry(
              "DBA-G002",
              "code generation failed",
              "Correct the <generator> element or the object that jOOQ names.");
      case GENERATION_INCOMPLETE ->
          new Entry(
              "DBA-G003",
              "generated code is incomplete",
              "jOOQ left something out without an error: align the versions of jOOQ and of the"
                  + " PostgreSQL driver, or exclude the object on purpose in <generator>.");
      case HANDOFF_UNWRITABLE ->
          new Entry(
              "DBA-H001",
              "handoff cannot be written",
              "Make the build folder writable and build again.");
    };
  }
}
