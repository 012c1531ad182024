// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.codegen;

import org.jooq.meta.SchemaDefinition;

/**
 * A {@link ChangedTablesGenerator} for settings that name no class of the user's own, which might
 * look at the types of columns: see {@link BuiltInTypes}. Public because jOOQ instantiates it by
 * name.
 */
public final class BuiltInTypesGenerator extends ChangedTablesGenerator {

  /** For jOOQ. */
  public BuiltInTypesGenerator() {}

  @Override
  protected void generateTables(SchemaDefinition schema) {
    BuiltInTypes.in(schema.getDatabase(), schema);
    super.generateTables(schema);
  }
}
