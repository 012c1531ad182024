// SPDX-License-Identifier: Apache-2.0
/** The embedded engine, tested on real servers. */
@NullMarked
package dev.dbagent.engine.postgres;

import org.jspecify.annotations.NullMarked;
