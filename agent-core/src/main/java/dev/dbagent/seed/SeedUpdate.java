// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import dev.dbagent.model.TableName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What seed files should become.
 *
 * @param changes of files, none for those that stay as they are
 * @param reports one for each file that changes
 * @param notes what else there is to know, a sentence each
 * @param unproved tables without a row that the migrations have changed
 */
public record SeedUpdate(
    List<Change> changes, List<SeedReport> reports, List<String> notes, List<TableName> unproved) {

  /** What becomes of no files at all. */
  public static final SeedUpdate NONE = new SeedUpdate(List.of(), List.of(), List.of(), List.of());

  public SeedUpdate {
    changes = List.copyOf(changes);
    reports = List.copyOf(reports);
    notes = List.copyOf(notes);
    unproved = List.copyOf(unproved);
  }

  /**
   * A change of a file.
   *
   * @param old where it is; null for a new one
   * @param now where it will be; null for one that goes
   * @param text what it will say
   */
  public record Change(@Nullable Path old, @Nullable Path now, String text) {}

  /** Both; a table has rows if it has some in one of them. */
  SeedUpdate and(SeedUpdate more) {
    return new SeedUpdate(
        both(changes, more.changes),
        both(reports, more.reports),
        both(notes, more.notes),
        unproved.stream().filter(more.unproved::contains).toList());
  }

  private static <T> List<T> both(List<T> one, List<T> other) {
    List<T> all = new ArrayList<>(one);
    all.addAll(other);
    return all;
  }

  /**
   * Changes the files of a folder.
   *
   * @param from the folder in which the changes were worked out
   * @param to the folder whose files are to be changed; may be the same, or a copy
   */
  public void apply(Path from, Path to) throws IOException {
    for (Change change : changes) {
      Path now = change.now();
      if (now != null) {
        Path target = to.resolve(from.relativize(now));
        Path aside = target.resolveSibling("." + target.getFileName() + ".part");
        Files.createDirectories(to);
        Files.writeString(aside, change.text());
        Files.move(aside, target, StandardCopyOption.REPLACE_EXISTING);
      }
      Path old = change.old();
      if (old != null && !old.equals(now)) {
        Files.deleteIfExists(to.resolve(from.relativize(old)));
      }
    }
  }

  /** On which tables nothing was proved, a sentence for people; empty if there are none. */
  public Optional<String> unprovedTables() {
    return unproved.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Nothing is proved on "
                + unproved.stream().map(TableName::toString).collect(Collectors.joining(", "))
                + ": there is no row");
  }

  /** Rows and values that are nowhere any more. */
  public long lost() {
    return reports.stream().mapToLong(SeedReport::lost).sum();
  }
}
