// SPDX-License-Identifier: Apache-2.0
/**
 * What is said to a running PostgreSQL: reading its catalogue, loading rows, hearing its refusals.
 */
@NullMarked
package dev.dbagent.engine.postgres.sql;

import org.jspecify.annotations.NullMarked;
