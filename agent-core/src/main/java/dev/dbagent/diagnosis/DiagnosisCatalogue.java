// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.diagnosis;

import dev.dbagent.model.FailureKind;
import dev.dbagent.model.StageFailure;
import java.util.List;
import java.util.Map;

/** Knows what each kind of failure means. The codes are stable: they are never given away twice. */
public final class DiagnosisCatalogue {

  private DiagnosisCatalogue() {}

  /** The diagnosis of a failure; every kind has one. */
  public static Diagnosis diagnose(StageFailure failure) {
    return new Diagnosis(entryOf(failure.kind()), failure.facts());
  }

  private static CatalogueEntry entryOf(FailureKind kind) {
    return switch (kind) {
      case PLATFORM_UNSUPPORTED ->
          entry(
              kind,
              "unsupported platform",
              "Run the build on Linux or macOS (x86-64 or ARM64), or in a Linux container.");
      case VERSION_UNSUPPORTED ->
          entry(
              kind,
              "unsupported engine version",
              "Set postgresVersion to one of the versions named above.");
      case BINARIES_UNAVAILABLE ->
          entry(
              kind,
              "engine binaries unavailable",
              "Run the build once online, or put the artifact into the repository that the build"
                  + " uses.");
      case BINARIES_CORRUPT ->
          entry(
              kind,
              "engine binaries corrupt",
              "Delete the file named above from the local repository and build again.");
      case NO_WAY_TO_DROP_ROOT ->
          entry(
              kind,
              "no way to drop root",
              "Run the build as an ordinary user, or install util-linux (setpriv, runuser) in the"
                  + " image: PostgreSQL refuses to run as root.");
      case CACHE_UNUSABLE ->
          entry(
              kind,
              "cache folder unusable",
              "Set cacheDirectory (-DdbAgent.cacheDirectory=...) to a folder that this user owns.");
      case SERVER_FAILED ->
          entry(
              kind,
              "the server did not start or did not stay",
              "Read the server's last lines above; run with -X for all of them.");
      case DATABASE_NAME_REJECTED ->
          entry(
              kind,
              "database name rejected",
              "Set databaseName (-DdbAgent.databaseName=...) to a shorter, printable name.");
      case SETTING_REJECTED ->
          entry(
              kind,
              "Flyway setting rejected",
              "Correct the element inside <flyway> in the plugin's configuration.");
      case NO_MIGRATIONS ->
          entry(
              kind,
              "no migrations found",
              "Put migrations into the folder named above, or name another one in"
                  + " <flyway><locations>.");
      case HISTORY_REJECTED ->
          entry(
              kind,
              "migration history rejected",
              "Correct what is named above; a placeholder gets its value in"
                  + " <flyway><placeholders>.");
      case INIT_SCRIPT_FAILED ->
          entry(kind, "init script failed", "Correct the script named by initScript.");
      case STATEMENT_FAILED ->
          entry(
              kind,
              "migration statement failed",
              "Correct the statement at the place above, or the migration that should have come"
                  + " before it.");
      case STATEMENT_TIMED_OUT ->
          entry(
              kind,
              "migration statement ran too long",
              "Make the statement cheaper, or raise statementTimeout"
                  + " (-DdbAgent.statementTimeout=seconds).");
      case LOCK_TIMED_OUT ->
          entry(
              kind,
              "migration statement waited for a lock",
              "The migration blocks itself: look for a second connection (a Java migration,"
                  + " dblink) or a statement that must run outside a transaction"
                  + " (executeInTransaction=false in the script's .conf).");
      case JAVA_MIGRATION_FAILED ->
          entry(kind, "migration failed", "Correct the migration named above and build again.");
      case SEED_UNREADABLE ->
          entry(
              kind,
              "seed file unreadable",
              "Seed files are UTF-8 CSV with a header, named [schema.]table.csv.");
      case SEED_TABLE_UNKNOWN ->
          entry(
              kind,
              "seed for an unknown table",
              "Rename the seed file after its table, or add the migration that makes the table.");
      case SEED_COLUMN_UNKNOWN ->
          entry(
              kind,
              "seed with an unknown column",
              "Correct the header of the seed file, or add the migration that makes the column.");
      case SEED_COLUMN_MISSING ->
          entry(
              kind,
              "seed misses a required column",
              "Add the column to the seed file, or give it a default in a migration.");
      case SEED_VALUE_REJECTED ->
          entry(
              kind,
              "seed value rejected",
              "Correct the value; an empty field is NULL, \"\" is the empty string.");
      case SEED_ROW_REJECTED ->
          entry(kind, "seed row rejected", "Correct the row so that the constraint holds.");
      case SEED_KEY_DANGLING ->
          entry(
              kind,
              "seed key points nowhere",
              "Add the row that the key points to, or correct the key.");
      case GENERATOR_REJECTED ->
          entry(
              kind,
              "generator configuration rejected",
              "Correct the element inside <generator>; it is jOOQ's own.");
      case GENERATION_FAILED ->
          entry(
              kind,
              "code generation failed",
              "Correct the <generator> element or the object that jOOQ names.");
      case GENERATION_INCOMPLETE ->
          entry(
              kind,
              "generated code is incomplete",
              "jOOQ left something out without an error: align the versions of jOOQ and of the"
                  + " PostgreSQL driver, or exclude the object on purpose in <generator>.");
      case HANDOFF_UNWRITABLE ->
          entry(
              kind, "handoff cannot be written", "Make the build folder writable and build again.");
      default -> entry(kind, kind.name(), "To be written.");
    };
  }

  private static CatalogueEntry entry(FailureKind kind, String title, String remedy) {
    Example none = new Example(Map.of(), List.of(), "");
    return new CatalogueEntry(kind, title, "", "", remedy, none, none);
  }
}
