// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import dev.dbagent.model.Count;
import java.util.ArrayList;
import java.util.List;

/**
 * What a ride makes of the rows of one file.
 *
 * @param file as a user of the project writes it, as it is called now
 * @param added rows that came
 * @param removed rows that are gone
 * @param changed values that are others now
 * @param dropped values that the file gave for columns that are gone
 * @param renamed columns with their new names, {@code old -> new}; the file itself if it is renamed
 */
public record SeedReport(
    String file, long added, long removed, long changed, long dropped, List<String> renamed) {

  public SeedReport {
    renamed = List.copyOf(renamed);
  }

  /** Of a file that goes with its table. */
  static SeedReport deleted(String file, long rows) {
    return new SeedReport(file + " (deleted with its table)", 0, rows, 0, 0, List.of());
  }

  /** Rows and values that are nowhere any more. */
  public long lost() {
    return removed + dropped;
  }

  /** For people, one line. */
  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    count(parts, added, "row", "added");
    count(parts, removed, "row", "removed");
    count(parts, changed, "value", "changed");
    count(parts, dropped, "value", "dropped with the column");
    renamed.forEach(name -> parts.add("renamed " + name));
    return file + ": " + (parts.isEmpty() ? "as it was" : String.join(", ", parts));
  }

  private static void count(List<String> parts, long count, String what, String how) {
    if (count > 0) {
      parts.add(Count.of(count, what) + " " + how);
    }
  }
}
