// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres.sql;

import dev.dbagent.model.DiskFullException;
import dev.dbagent.model.SqlCondition;

/** What SQLSTATEs mean (PostgreSQL manual, appendix A). */
final class Conditions {

  private static final int CLASS = 2;

  private Conditions() {}

  /**
   * What a fault means.
   *
   * @param context in which it arose; tells a code that a script chose from one of the server's own
   */
  static SqlCondition of(String sqlState, String message, String context) {
    if (context.lines().findFirst().orElse("").endsWith(" at RAISE")) {
      return SqlCondition.RAISED;
    }
    return switch (sqlState) {
      case "42601", "42602" -> SqlCondition.SYNTAX;
      case "42P01", "42703", "42P02", "3D000", "3F000", "26000", "34000" ->
          SqlCondition.OBJECT_MISSING;
      // An operator is hardly ever missing; its operands are of types that it does not take.
      case "42883" ->
          message.startsWith("operator ") ? SqlCondition.TYPES : SqlCondition.OBJECT_MISSING;
      case "42704" ->
          message.startsWith("role ") ? SqlCondition.ROLE_MISSING : SqlCondition.OBJECT_MISSING;
      case "42P07", "42701", "42710", "42723", "42P03", "42P04", "42P05", "42P06" ->
          SqlCondition.OBJECT_DUPLICATE;
      case "23502" -> SqlCondition.NOT_NULL;
      case "23505" -> SqlCondition.UNIQUE;
      case "23514", "44000" -> SqlCondition.CHECK;
      case "23503", "23001" -> SqlCondition.FOREIGN_KEY;
      case "23P01" -> SqlCondition.EXCLUSION;
      case "428C9" -> SqlCondition.VALUE;
      case "42804", "42846", "42P18", "42P21", "42P22" -> SqlCondition.TYPES;
      case "42501", "28000", "28P01" -> SqlCondition.PRIVILEGE;
      case "2BP01", "2B000" -> SqlCondition.DEPENDENTS;
      // "... used by a view or rule", "... in a policy definition" and the like.
      case "0A000" ->
          message.startsWith("cannot alter type of a column used ")
              ? SqlCondition.DEPENDENTS
              : ofClass(sqlState, message);
      // 55P04: a new enum value, which must be committed before it is used.
      case "25001", "25P01", "2D000", "55P04" -> SqlCondition.IN_TRANSACTION;
      case "55006" ->
          message.contains("pending trigger events")
              ? SqlCondition.IN_TRANSACTION
              : SqlCondition.OTHER;
      case "55P03", "40P01" -> SqlCondition.LOCK_TIMEOUT;
      case "57014" ->
          message.contains("user request") ? SqlCondition.OTHER : SqlCondition.STATEMENT_TIMEOUT;
      case "25P04" -> SqlCondition.STATEMENT_TIMEOUT;
      case "53100" -> SqlCondition.DISK_FULL;
      case "P0001", "P0004" -> SqlCondition.RAISED;
      case "25P03", "57P01", "57P02", "57P03", "57P04", "57P05" -> SqlCondition.CONNECTION;
      default -> ofClass(sqlState, message);
    };
  }

  private static SqlCondition ofClass(String sqlState, String message) {
    if (message.startsWith("extension \"")) {
      return SqlCondition.EXTENSION_UNAVAILABLE;
    }
    return switch (sqlState.substring(0, Math.min(CLASS, sqlState.length()))) {
      case "22" -> SqlCondition.VALUE;
      case "08" -> SqlCondition.CONNECTION;
      // The server knows no code for a quota that is used up.
      case "58", "XX" ->
          DiskFullException.isNamedIn(message) ? SqlCondition.DISK_FULL : SqlCondition.OTHER;
      default -> SqlCondition.OTHER;
    };
  }
}
