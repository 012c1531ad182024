// SPDX-License-Identifier: Apache-2.0
/** Code generation; hides all of jOOQ. */
@NullMarked
package dev.dbagent.codegen;

import org.jspecify.annotations.NullMarked;
