// SPDX-License-Identifier: Apache-2.0
/** What a failure means and what to do about it. */
@NullMarked
package dev.dbagent.diagnosis;

import org.jspecify.annotations.NullMarked;
