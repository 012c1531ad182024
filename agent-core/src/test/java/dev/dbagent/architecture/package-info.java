// SPDX-License-Identifier: Apache-2.0
/** The rules of the house, held by tests. */
@NullMarked
package dev.dbagent.architecture;

import org.jspecify.annotations.NullMarked;
