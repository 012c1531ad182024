// SPDX-License-Identifier: Apache-2.0
/** Tests of outputs. */
@org.jspecify.annotations.NullMarked
package dev.dbagent.outputs;
