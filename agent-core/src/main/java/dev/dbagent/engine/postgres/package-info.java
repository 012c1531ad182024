// SPDX-License-Identifier: Apache-2.0
/**
 * PostgreSQL behind the engine port: the only package that knows its driver, its catalogue and its
 * binaries.
 */
@NullMarked
package dev.dbagent.engine.postgres;

import org.jspecify.annotations.NullMarked;
