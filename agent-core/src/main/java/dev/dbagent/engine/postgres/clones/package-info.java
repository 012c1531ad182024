// SPDX-License-Identifier: Apache-2.0
/** Copies of a database within one server: how they are made, what may be done in them. */
@NullMarked
package dev.dbagent.engine.postgres.clones;

import org.jspecify.annotations.NullMarked;
