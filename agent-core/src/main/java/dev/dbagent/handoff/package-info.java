// SPDX-License-Identifier: Apache-2.0
/** What a build hands on; hides the JSON form. */
@NullMarked
package dev.dbagent.handoff;

import org.jspecify.annotations.NullMarked;
