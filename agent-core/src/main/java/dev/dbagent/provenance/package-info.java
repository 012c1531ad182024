// SPDX-License-Identifier: Apache-2.0
/** What a state is made of, and what changed since the last one that was verified. */
@NullMarked
package dev.dbagent.provenance;

import org.jspecify.annotations.NullMarked;
