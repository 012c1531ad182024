// SPDX-License-Identifier: Apache-2.0
/** A verified database for each test, on JUnit Jupiter 5 and 6. */
@NullMarked
package dev.dbagent.junit;

import org.jspecify.annotations.NullMarked;
