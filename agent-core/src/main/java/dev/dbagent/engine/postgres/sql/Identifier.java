// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres.sql;

import dev.dbagent.model.TableName;
import java.util.Collection;
import java.util.stream.Collectors;

/** Writes names so that the server reads them exactly as the catalogue spells them. */
final class Identifier {

  private Identifier() {}

  static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  static String quoted(TableName table) {
    return quoted(table.schema()) + '.' + quoted(table.name());
  }

  /** Comma-separated. */
  static String quoted(Collection<String> names) {
    return names.stream().map(Identifier::quoted).collect(Collectors.joining(", "));
  }
}
