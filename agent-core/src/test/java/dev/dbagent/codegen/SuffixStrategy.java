// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.codegen;

import org.jooq.codegen.DefaultGeneratorStrategy;
import org.jooq.meta.Definition;
import org.jooq.meta.TableDefinition;

/** A user's naming strategy. */
public final class SuffixStrategy extends DefaultGeneratorStrategy {

  /** For jOOQ. */
  public SuffixStrategy() {}

  @Override
  public String getJavaClassName(Definition definition, Mode mode) {
    String name = super.getJavaClassName(definition, mode);
    return definition instanceof TableDefinition && mode == Mode.DEFAULT ? name + "Table" : name;
  }
}
