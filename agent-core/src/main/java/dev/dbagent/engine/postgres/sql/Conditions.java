// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres.sql;

import dev.dbagent.model.SqlCondition;

/** What SQLSTATEs mean (PostgreSQL manual, appendix A). */
final class Conditions {

  private static final int CLASS = 2;

  private Conditions() {}

  static SqlCondition of(String sqlState, String message) {
    return switch (sqlState) {
      case "42601" -> SqlCondition.SYNTAX;
      case "42P01", "42703", "42883", "3F000", "42P02" -> SqlCondition.OBJECT_MISSING;
      case "42704" ->
          message.startsWith("role ") ? SqlCondition.ROLE_MISSING : SqlCondition.OBJECT_MISSING;
      case "42P07", "42701", "42710", "42723", "42P06", "42P04" -> SqlCondition.OBJECT_DUPLICATE;
      case "23502" -> SqlCondition.NOT_NULL;
      case "23505" -> SqlCondition.UNIQUE;
      case "23514" -> SqlCondition.CHECK;
      case "23503" -> SqlCondition.FOREIGN_KEY;
      case "23P01" -> SqlCondition.EXCLUSION;
      case "42804", "42846" -> SqlCondition.TYPES;
      case "42501" -> SqlCondition.PRIVILEGE;
      case "2BP01" -> SqlCondition.DEPENDENTS;
      case "25001" -> SqlCondition.IN_TRANSACTION;
      case "55P03" -> SqlCondition.LOCK_TIMEOUT;
      case "57014" -> SqlCondition.STATEMENT_TIMEOUT;
      case "53100" -> SqlCondition.DISK_FULL;
      case "P0001", "P0004" -> SqlCondition.RAISED;
      case "0A000" ->
          message.startsWith("extension ")
              ? SqlCondition.EXTENSION_UNAVAILABLE
              : SqlCondition.OTHER;
      default -> ofClass(sqlState);
    };
  }

  private static SqlCondition ofClass(String sqlState) {
    return switch (sqlState.substring(0, Math.min(CLASS, sqlState.length()))) {
      case "22" -> SqlCondition.VALUE;
      case "08", "57" -> SqlCondition.CONNECTION;
      default -> SqlCondition.OTHER;
    };
  }
}
