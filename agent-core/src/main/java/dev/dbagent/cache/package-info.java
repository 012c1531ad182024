// SPDX-License-Identifier: Apache-2.0
/** Sealed states on disk, named by their fingerprint. */
@NullMarked
package dev.dbagent.cache;

import org.jspecify.annotations.NullMarked;
