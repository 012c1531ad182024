// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.report;

import dev.dbagent.model.Count;
import dev.dbagent.provenance.Changes;
import dev.dbagent.provenance.Changes.FileChange;
import dev.dbagent.provenance.Changes.ValueChange;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What changed since it last worked, for people. */
final class ChangesText {

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** A change of a hundred files is told by its first ones. */
  private static final int MOST_FILES = 25;

  private final Palette palette;
  private final List<String> lines = new ArrayList<>();

  ChangesText(Palette palette) {
    this.palette = palette;
  }

  List<String> of(Changes changes) {
    String since = since(changes.since(), changes.sameCheckout());
    if (changes.isEmpty()) {
      lines.add("  Nothing changed " + since + ": the same files, settings and versions.");
      lines.add(
          changes.environment().isEmpty()
              ? "  The environment is the same too, as far as the agent can tell."
              : "  What differs is the environment:");
    } else {
      lines.add("  Changed " + since + ":");
      changes.files().stream().limit(MOST_FILES).forEach(this::add);
      int more = changes.files().size() - MOST_FILES;
      if (more > 0) {
        lines.add("    and " + Count.of(more, "more file"));
      }
    }
    changes.settings().forEach(change -> add("setting", change));
    changes.versions().forEach(change -> add("version of", change));
    changes.environment().forEach(change -> add("environment:", change));
    return lines;
  }

  private static String since(Instant verified, boolean sameCheckout) {
    String where = sameCheckout ? "" : " in another checkout";
    return "since it last worked" + where + " (" + MINUTE.format(verified) + ")";
  }

  private void add(FileChange change) {
    String fate = change.fate().name().toLowerCase(Locale.ROOT);
    String former = change.formerPath() == null ? "" : " (was " + change.formerPath() + ")";
    lines.add("    " + palette.strong(fate + " " + change.path()) + former);
    change.diff().forEach(line -> lines.add("      " + coloured(line)));
  }

  private String coloured(String line) {
    if (line.startsWith("+")) {
      return palette.added(line);
    }
    return line.startsWith("-") ? palette.removed(line) : line;
  }

  private void add(String what, ValueChange change) {
    lines.add(
        "    %s %s: %s -> %s"
            .formatted(what, change.name(), shown(change.before()), shown(change.now())));
  }

  private static String shown(@Nullable String value) {
    return value == null ? "(none)" : value;
  }
}
