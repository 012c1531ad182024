// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.codegen;

import dev.dbagent.model.TableName;
import dev.dbagent.process.ThrownElsewhere;
import java.io.Serializable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How one run of jOOQ in a JVM of its own went.
 *
 * @param held what jOOQ held while it wrote; null when that is not known
 * @param warnings what it warned of, the first line of each
 * @param errors how many errors it logged
 * @param error the one that tells most; null for none
 * @param thrown what ended it; null if it ended well
 * @param diskFull whether lack of room is behind what was thrown or logged
 * @param taken what it did without
 */
record JooqReport(
    @Nullable Held held,
    List<String> warnings,
    int errors,
    @Nullable LoggedError error,
    @Nullable ThrownElsewhere thrown,
    boolean diskFull,
    TakenFiles taken)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  /**
   * An error that jOOQ logged and went on.
   *
   * @param message its first line
   */
  record LoggedError(String message, @Nullable ThrownElsewhere thrown) implements Serializable {

    private static final long serialVersionUID = 1L;
  }

  /**
   * The tables that jOOQ saw.
   *
   * @param parts of those that it wrote
   * @param excluded those that the user's includes and excludes left out
   */
  record Held(Map<TableName, Set<String>> parts, Set<TableName> excluded) implements Serializable {

    private static final long serialVersionUID = 1L;

    static Held of(Map<TableName, Optional<Set<String>>> tables) {
      Map<TableName, Set<String>> parts = new HashMap<>();
      Set<TableName> excluded = new HashSet<>();
      tables.forEach(
          (name, found) ->
              found.ifPresentOrElse(of -> parts.put(name, of), () -> excluded.add(name)));
      return new Held(parts, excluded);
    }

    /** With the parts of each, or empty for one that is excluded. */
    Map<TableName, Optional<Set<String>>> tables() {
      Map<TableName, Optional<Set<String>>> tables = new HashMap<>();
      excluded.forEach(name -> tables.put(name, Optional.empty()));
      parts.forEach((name, of) -> tables.put(name, Optional.of(of)));
      return tables;
    }
  }
}
