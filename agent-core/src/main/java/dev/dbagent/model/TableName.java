// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.model;

import java.io.Serializable;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A table's qualified name, exactly as the catalogue spells it (no quotes, no case folding).
 *
 * @param schema the schema
 * @param name the table within it
 */
public record TableName(String schema, String name) implements Comparable<TableName>, Serializable {

  private static final long serialVersionUID = 1L;

  private static final Comparator<TableName> ORDER =
      Comparator.comparing(TableName::schema).thenComparing(TableName::name);

  // What javac leaves to the JVM costs each one that has just started some ten milliseconds.

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TableName table
        && schema.equals(table.schema)
        && name.equals(table.name);
  }

  @Override
  public int hashCode() {
    return 31 * schema.hashCode() + name.hashCode();
  }

  @Override
  public int compareTo(TableName other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return schema + "." + name;
  }
}
