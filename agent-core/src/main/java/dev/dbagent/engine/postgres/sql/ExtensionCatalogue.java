// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The extensions that a server can create. The server lists what it has a control file for
 * (PostgreSQL manual, "pg_available_extensions"), and that is more: a procedural language may need
 * an interpreter that this machine lacks, and what requires the language fails with it.
 */
public final class ExtensionCatalogue {

  private static final String LISTED =
      """
      SELECT e.name, coalesce(v.requires, '{}')::text[] AS requires
      FROM pg_catalog.pg_available_extensions e
      JOIN pg_catalog.pg_available_extension_versions v
      ON v.name = e.name AND v.version = e.default_version
      ORDER BY e.name
      """;

  /** The libraries of the languages that call an interpreter. */
  private static final Map<String, String> LANGUAGES =
      Map.of(
          "plperl", "plperl",
          "plperlu", "plperl",
          "plpython3u", "plpython3",
          "pltcl", "pltcl",
          "pltclu", "pltcl");

  private record Listed(String name, List<String> requires) {}

  private ExtensionCatalogue() {}

  /** Their names, sorted. */
  public static Set<String> usable(Connection connection) throws SQLException {
    List<Listed> listed =
        Rows.read(
            connection,
            LISTED,
            row -> new Listed(row.getString("name"), Rows.texts(row, "requires")));
    Map<String, Boolean> libraries = new HashMap<>();
    Set<String> usable = new TreeSet<>();
    for (Listed extension : listed) {
      String library = LANGUAGES.get(extension.name());
      if (library == null
          || libraries.computeIfAbsent(library, name -> canBeLoaded(connection, name))) {
        usable.add(extension.name());
      }
    }
    // Until everything that is left has what it requires.
    while (usable.removeAll(lacking(listed, usable))) {}
    return usable;
  }

  private static List<String> lacking(List<Listed> listed, Set<String> usable) {
    return listed.stream()
        .filter(extension -> !usable.containsAll(extension.requires()))
        .map(Listed::name)
        .toList();
  }

  /** Into this session only. */
  private static boolean canBeLoaded(Connection connection, String library) {
    try (Statement statement = connection.createStatement()) {
      statement.execute("LOAD '$libdir/" + library + "'");
      return true;
    } catch (SQLException e) {
      // The server says which file is missing, which is all there is to know.
      return false;
    }
  }
}
