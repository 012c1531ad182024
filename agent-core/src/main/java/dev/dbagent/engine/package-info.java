// SPDX-License-Identifier: Apache-2.0
/** The port to a database engine: start, stop, copy, catalogue, bulk load. */
@NullMarked
package dev.dbagent.engine;

import org.jspecify.annotations.NullMarked;
