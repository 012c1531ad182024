// SPDX-License-Identifier: Apache-2.0
/** Tests of what is said to the server. */
@NullMarked
package dev.dbagent.engine.postgres.sql;

import org.jspecify.annotations.NullMarked;
