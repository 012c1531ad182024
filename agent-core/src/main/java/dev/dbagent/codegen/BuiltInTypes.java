// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.codegen;

import java.util.Set;
import org.jooq.Name;
import org.jooq.meta.ColumnDefinition;
import org.jooq.meta.Database;
import org.jooq.meta.DefaultDataTypeDefinition;
import org.jooq.meta.SchemaDefinition;
import org.jooq.meta.TableDefinition;

/**
 * Lets jOOQ know of a column with a type of PostgreSQL's own that its type is no table, enum,
 * domain or composite type of a schema. Otherwise jOOQ compares the name of the type with those of
 * all tables, one after the other, for whatever it writes of the column: with 400 tables that is a
 * fifth of a whole run.
 */
final class BuiltInTypes {

  /** The versions of jOOQ of which it is known that the code stays the same. */
  private static final String VERSIONS = "3.19.";

  private static final String CATALOGUE = "pg_catalog";

  /** Those that jOOQ has types of its own for; it writes the name of any other into the code. */
  private static final Set<String> KNOWN =
      Set.of(
          "bool",
          "bpchar",
          "bytea",
          "date",
          "float4",
          "float8",
          "int2",
          "int4",
          "int8",
          "json",
          "jsonb",
          "numeric",
          "text",
          "time",
          "timestamp",
          "timestamptz",
          "timetz",
          "uuid",
          "varchar");

  private BuiltInTypes() {}

  /**
   * Does nothing where a setting, or a schema, may mean such a type by its name, nor in another
   * version of jOOQ.
   */
  @SuppressWarnings("deprecation") // Custom types are still obeyed.
  static void in(Database database, SchemaDefinition schema) {
    boolean areMeant =
        !database.getConfiguredForcedTypes().isEmpty()
            || !database.getConfiguredCustomTypes().isEmpty()
            || database.getSchemata().stream().anyMatch(it -> it.getName().equals(CATALOGUE));
    if (!areMeant && JooqVersion.onClassPath().startsWith(VERSIONS)) {
      for (TableDefinition table : database.getTables(schema)) {
        table.getColumns().forEach(BuiltInTypes::in);
      }
    }
  }

  private static void in(ColumnDefinition column) {
    if (column.getDefinedType() instanceof DefaultDataTypeDefinition type && isKnown(type)) {
      type.qualifiedUserType(null);
    }
  }

  /** Of an array it is the name of the elements' type. */
  private static boolean isKnown(DefaultDataTypeDefinition type) {
    Name name = type.getQualifiedUserType();
    return name != null
        && !type.getDatabase().isArrayType(type.getType())
        && name.partsCount() == 2
        && name.first().equals(CATALOGUE)
        && KNOWN.contains(name.last());
  }
}
