// SPDX-License-Identifier: Apache-2.0
/** Values that every stage speaks in; the JDK only. */
@NullMarked
package dev.dbagent.model;

import org.jspecify.annotations.NullMarked;
