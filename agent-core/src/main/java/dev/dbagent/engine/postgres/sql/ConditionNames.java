// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.engine.postgres.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The names of SQLSTATEs, as PL/pgSQL and the manual's appendix A have them: those of the very
 * server, from the list that comes with its binaries. Read when the first one is asked for.
 */
public final class ConditionNames {

  /** SQLSTATE, severity, the C macro, and the name; some have no name. */
  private static final int FIELDS = 4;

  private final Path list;
  private @Nullable Map<String, String> names;

  private ConditionNames(Path list) {
    this.list = list;
  }

  /**
   * Those of an installed server.
   *
   * @param home where {@code bin} and {@code share} are
   */
  public static ConditionNames of(Path home) {
    return new ConditionNames(home.resolve("share").resolve("postgresql").resolve("errcodes.txt"));
  }

  /** Of a server whose binaries are elsewhere: no code has a name. */
  public static ConditionNames unknown() {
    ConditionNames none = new ConditionNames(Path.of(""));
    none.names = Map.of();
    return none;
  }

  /** For example {@code undefined_table}; empty for a code that is not in the list. */
  synchronized String of(String sqlState) {
    if (names == null) {
      names = read(list);
    }
    return names.getOrDefault(sqlState, "");
  }

  /** A list that cannot be read is an empty one: a name is never worth a second failure. */
  private static Map<String, String> read(Path list) {
    Map<String, String> names = new HashMap<>();
    try {
      for (String line : Files.readAllLines(list)) {
        String[] fields = line.strip().split("\\s+", -1);
        if (fields.length == FIELDS && !line.startsWith("#") && !line.startsWith("Section:")) {
          names.put(fields[0], fields[FIELDS - 1]);
        }
      }
    } catch (IOException e) {
      return Map.of();
    }
    return names;
  }
}
