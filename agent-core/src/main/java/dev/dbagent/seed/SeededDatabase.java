// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import dev.dbagent.engine.DatabaseServer;
import dev.dbagent.migration.ReplayedDatabase;
import dev.dbagent.model.Count;
import java.util.List;

/**
 * A database whose seeds are loaded; every foreign key holds, every sequence is past its column.
 */
public final class SeededDatabase {

  private final ReplayedDatabase replayed;
  private final List<SeededTable> tables;
  private final int scripts;

  SeededDatabase(ReplayedDatabase replayed, List<SeededTable> tables, int scripts) {
    this.replayed = replayed;
    this.tables = List.copyOf(tables);
    this.scripts = scripts;
  }

  public ReplayedDatabase replayed() {
    return replayed;
  }

  public DatabaseServer server() {
    return replayed.server();
  }

  /** One for each seed file, sorted by table. */
  public List<SeededTable> tables() {
    return tables;
  }

  /** For people, one line. */
  public String summary() {
    long rows = tables.stream().mapToLong(SeededTable::loadedRows).sum();
    long filled = tables.stream().map(SeededTable::table).distinct().count();
    if (tables.isEmpty() && scripts == 0) {
      return "Seeded: no seed files";
    }
    return "Seeded: "
        + Count.of(rows, "row")
        + " in "
        + Count.of(filled, "table")
        + (scripts == 0 ? "" : ", by " + Count.of(scripts, "script") + " besides");
  }
}
