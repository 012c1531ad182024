// SPDX-License-Identifier: Apache-2.0
/** The agent: one pipeline from migration files to a verified, handed-off database state. */
@NullMarked
package dev.dbagent;

import org.jspecify.annotations.NullMarked;
