// SPDX-License-Identifier: Apache-2.0
/** Rows that nobody wrote: made up, always the same, and such that the constraints allow them. */
@NullMarked
package dev.dbagent.seed.fake;

import org.jspecify.annotations.NullMarked;
