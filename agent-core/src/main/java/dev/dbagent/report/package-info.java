// SPDX-License-Identifier: Apache-2.0
/** What the agent found, told to people and to machines. */
@NullMarked
package dev.dbagent.report;

import org.jspecify.annotations.NullMarked;
