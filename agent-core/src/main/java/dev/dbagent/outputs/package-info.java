// SPDX-License-Identifier: Apache-2.0
/** What goals leave in the build folder: recorded, told apart from what stands there, restored. */
@NullMarked
package dev.dbagent.outputs;

import org.jspecify.annotations.NullMarked;
