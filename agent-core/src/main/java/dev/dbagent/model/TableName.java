// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.model;

import java.io.Serializable;
import java.util.Comparator;

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

  @Override
  public int compareTo(TableName other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return schema + "." + name;
  }
}
