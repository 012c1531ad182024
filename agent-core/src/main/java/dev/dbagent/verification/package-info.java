// SPDX-License-Identifier: Apache-2.0
/** The checks that a state passes before it is sealed. */
@NullMarked
package dev.dbagent.verification;

import org.jspecify.annotations.NullMarked;
