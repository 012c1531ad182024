// SPDX-License-Identifier: Apache-2.0
/** Tests of the port to databases. */
@org.jspecify.annotations.NullMarked
package dev.dbagent.engine;
