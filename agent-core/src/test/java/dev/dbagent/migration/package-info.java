// SPDX-License-Identifier: Apache-2.0
/** Histories read and replayed. */
@NullMarked
package dev.dbagent.migration;

import org.jspecify.annotations.NullMarked;
