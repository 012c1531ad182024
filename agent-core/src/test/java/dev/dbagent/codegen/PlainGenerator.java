// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.codegen;

import org.jooq.codegen.JavaGenerator;

/** jOOQ's generator as it is, under a name in whose place the agent puts nothing. */
public final class PlainGenerator extends JavaGenerator {

  /** For jOOQ. */
  public PlainGenerator() {}
}
