// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.codegen;

import org.jooq.codegen.DefaultGeneratorStrategy;
import org.jooq.meta.Definition;

/** A user's naming strategy that fails where jOOQ catches, logs and goes on. */
public final class ThrowingStrategy extends DefaultGeneratorStrategy {

  static final String XML =
      "<generator><strategy><name>dev.dbagent.codegen.ThrowingStrategy</name></strategy></generator>";
  static final String COMPLAINT = "no name for a column called name";

  /** For jOOQ. */
  public ThrowingStrategy() {}

  @Override
  public String getJavaIdentifier(Definition definition) {
    if (definition.getName().equals("name")) {
      throw new IllegalStateException(COMPLAINT);
    }
    return super.getJavaIdentifier(definition);
  }
}
