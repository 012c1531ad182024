// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.model.FailureKind;
import dev.dbagent.model.SqlFault;

/** How a migration failed, by what the server said. */
final class FaultKinds {

  private FaultKinds() {}

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
