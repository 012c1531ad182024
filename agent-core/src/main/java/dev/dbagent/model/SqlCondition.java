// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.model;

/** Why a server refused, in terms that every database knows; the engine tells it from its codes. */
public enum SqlCondition {
  SYNTAX,
  OBJECT_MISSING,
  ROLE_MISSING,
  OBJECT_DUPLICATE,
  NOT_NULL,
  UNIQUE,
  CHECK,
  FOREIGN_KEY,
  EXCLUSION,
  /** A value that its type or its column cannot hold. */
  VALUE,
  /** Two types that do not fit together. */
  TYPES,
  PRIVILEGE,
  /** Something cannot be dropped or altered, because others depend on it. */
  DEPENDENTS,
  /** The statement must not run inside a transaction. */
  IN_TRANSACTION,
  LOCK_TIMEOUT,
  STATEMENT_TIMEOUT,
  EXTENSION_UNAVAILABLE,
  DISK_FULL,
  /** The script itself said so. */
  RAISED,
  /** The connection is gone, or the server is. */
  CONNECTION,
  OTHER
}
