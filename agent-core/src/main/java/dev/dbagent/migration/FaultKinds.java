// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.model.FailureKind;
import dev.dbagent.model.SqlFault;

/** How a script failed, by what the server said and by what the script is. */
final class FaultKinds {

  private static final int LONGEST = 240;

  private FaultKinds() {}

  /** A script that is no migration fails as what it is, unless it is not to blame. */
  static FailureKind of(MigrationFile file, SqlFault fault) {
    return switch (fault.condition()) {
      case LOCK_TIMEOUT, STATEMENT_TIMEOUT, DISK_FULL, CONNECTION -> of(fault);
      default -> in(file, of(fault));
    };
  }

  /** That kind in a migration; in any other script, the one of its own. */
  static FailureKind in(MigrationFile file, FailureKind ofMigration) {
    return switch (file.kind()) {
      case CALLBACK -> FailureKind.CALLBACK_FAILED;
      case INIT_SCRIPT -> FailureKind.INIT_SCRIPT_FAILED;
      case SEED_SCRIPT -> FailureKind.SEED_SCRIPT_FAILED;
      default -> ofMigration;
    };
  }

  /** What the server said, on one line and not too long: it may quote half a script. */
  static String sentence(SqlFault fault) {
    String line = fault.message().strip().replaceAll("\\p{Cntrl}+", " ");
    if (line.isEmpty()) {
      return "the server refused the statement and did not say why";
    }
    return line.codePointCount(0, line.length()) <= LONGEST
        ? line
        : line.substring(0, line.offsetByCodePoints(0, LONGEST)) + "...";
  }

  static FailureKind of(SqlFault fault) {
    return switch (fault.condition()) {
      case SYNTAX -> FailureKind.SYNTAX_ERROR;
      case OBJECT_MISSING -> FailureKind.OBJECT_MISSING;
      case ROLE_MISSING -> FailureKind.ROLE_MISSING;
      case OBJECT_DUPLICATE -> FailureKind.OBJECT_DUPLICATE;
      case NOT_NULL -> FailureKind.NOT_NULL_VIOLATED;
      case UNIQUE -> FailureKind.UNIQUE_VIOLATED;
      case CHECK -> FailureKind.CHECK_VIOLATED;
      case FOREIGN_KEY -> FailureKind.FOREIGN_KEY_VIOLATED;
      case EXCLUSION -> FailureKind.EXCLUSION_VIOLATED;
      case VALUE -> FailureKind.VALUE_REJECTED;
      case TYPES -> FailureKind.TYPES_DISAGREE;
      case PRIVILEGE -> FailureKind.PRIVILEGE_MISSING;
      case DEPENDENTS -> FailureKind.OTHERS_DEPEND_ON_IT;
      case IN_TRANSACTION -> FailureKind.FORBIDDEN_IN_TRANSACTION;
      case LOCK_TIMEOUT -> FailureKind.LOCK_TIMED_OUT;
      case STATEMENT_TIMEOUT -> FailureKind.STATEMENT_TIMED_OUT;
      case EXTENSION_UNAVAILABLE -> FailureKind.EXTENSION_UNAVAILABLE;
      case DISK_FULL -> FailureKind.DISK_FULL;
      case RAISED -> FailureKind.MIGRATION_RAISED;
      case CONNECTION -> FailureKind.SERVER_LOST;
      case OTHER -> FailureKind.STATEMENT_FAILED;
    };
  }
}
