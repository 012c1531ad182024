// SPDX-License-Identifier: Apache-2.0
/** Tests of code generation. */
@org.jspecify.annotations.NullMarked
package dev.dbagent.codegen;
