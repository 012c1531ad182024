// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.report;

import dev.dbagent.cache.StateLabel;
import dev.dbagent.cache.StoredState;
import dev.dbagent.model.ByteCount;
import dev.dbagent.model.Count;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The states of a cache as a table for people, a line for each. */
public final class CacheTable {

  private static final List<String> HEAD =
      List.of("module", "holds", "size", "last used", "engine", "state", "made in");

  private CacheTable() {}

  /**
   * The lines, without a trailing line end; of no state none.
   *
   * @param now for how long ago something was
   */
  public static String of(List<StoredState> states, Instant now) {
    if (states.isEmpty()) {
      return "";
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEAD);
    states.forEach(state -> rows.add(row(state, now)));
    int[] widths = new int[HEAD.size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return String.join("\n", rows.stream().map(row -> line(row, widths)).toList());
  }

  private static List<String> row(StoredState state, Instant now) {
    StateLabel label = state.label();
    return List.of(
        shown(label.module()),
        holds(label),
        ByteCount.of(state.size()),
        ago(Duration.between(state.lastUse(), now)),
        shown(label.engine()),
        state.name().substring(0, 12),
        checkout(label.checkout()));
  }

  private static String holds(StateLabel label) {
    String migration = label.lastMigration().substring(label.lastMigration().lastIndexOf('/') + 1);
    return switch (label.kind()) {
      case WHOLE -> migration.isEmpty() ? "all" : "all, to " + migration;
      case PREFIX -> migration.isEmpty() ? "the beginning" : "up to " + migration;
      case UNKNOWN -> "?";
    };
  }

  private static String checkout(String folder) {
    if (folder.isEmpty()) {
      return "?";
    }
    return Files.isDirectory(Path.of(folder)) ? folder : folder + " (gone)";
  }

  private static String shown(String text) {
    return text.isEmpty() ? "?" : text;
  }

  static String ago(Duration time) {
    if (time.toMinutes() < 1) {
      return "just now";
    }
    if (time.toHours() < 1) {
      return Count.of(time.toMinutes(), "minute") + " ago";
    }
    return (time.toDays() < 1 ? Count.of(time.toHours(), "hour") : Count.of(time.toDays(), "day"))
        + " ago";
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
    }
    return line.toString().stripTrailing();
  }
}
