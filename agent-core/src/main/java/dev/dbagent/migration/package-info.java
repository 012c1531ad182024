// SPDX-License-Identifier: Apache-2.0
/** The migration history and its replay; hides all of Flyway. */
@NullMarked
package dev.dbagent.migration;

import org.jspecify.annotations.NullMarked;
