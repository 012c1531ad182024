// SPDX-License-Identifier: Apache-2.0
/** Seed data: files, their loading, their errors. */
@NullMarked
package dev.dbagent.seed;

import org.jspecify.annotations.NullMarked;
