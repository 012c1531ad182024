// SPDX-License-Identifier: Apache-2.0
/** What the tests share: the real engine, ready to start. */
@NullMarked
package dev.dbagent.testing;

import org.jspecify.annotations.NullMarked;
