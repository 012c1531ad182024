// SPDX-License-Identifier: Apache-2.0
/** JVMs that are started for work, and how they are talked to. */
@NullMarked
package dev.dbagent.process;

import org.jspecify.annotations.NullMarked;
