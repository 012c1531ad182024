// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.codegen;

import org.jooq.codegen.DefaultGeneratorStrategy;
import org.jooq.meta.ColumnDefinition;
import org.jooq.meta.Definition;

/** A user's naming strategy that looks at the types of columns. */
public final class TypeStrategy extends DefaultGeneratorStrategy {

  /** For jOOQ. */
  public TypeStrategy() {}

  @Override
  public String getJavaIdentifier(Definition definition) {
    String name = super.getJavaIdentifier(definition);
    return definition instanceof ColumnDefinition column
        ? name + "_" + column.getDefinedType().getUserType()
        : name;
  }
}
