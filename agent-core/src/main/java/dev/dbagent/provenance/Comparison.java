// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.provenance;

import dev.dbagent.model.Count;
import dev.dbagent.provenance.Changes.Fate;
import dev.dbagent.provenance.Changes.FileChange;
import dev.dbagent.provenance.Changes.ValueChange;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares what a state was made of with what there is now; good for one use. */
final class Comparison {

  private static final int MOST_LINES_OF_A_FILE = 40;
  private static final int MOST_LINES = 200;
  private static final int WIDTH = 200;
  private static final String ENCODING = "encoding";

  private final LastVerified last;
  private final VerifiedRecord record;
  private final Ingredients now;
  private int linesLeft = MOST_LINES;

  Comparison(LastVerified last, Ingredients now) {
    this.last = last;
    this.record = last.record();
    this.now = now;
  }

  /**
   * All that is different.
   *
   * @param first the file to begin with, if it is among them
   */
  Changes changes(@Nullable String first) {
    List<FileChange> files =
        fates().stream()
            .sorted(
                Comparator.comparing((FileChange change) -> !change.path().equals(first))
                    .thenComparing(FileChange::path))
            .map(this::withDiff)
            .toList();
    return new Changes(
        record.verified(),
        last.sameCheckout(),
        files,
        settings(),
        values(record.versions(), now.versions()),
        values(record.environment(), now.environment()));
  }

  private List<FileChange> fates() {
    SortedMap<String, FileContent> removed = new TreeMap<>(record.files());
    removed.keySet().removeAll(now.files().keySet());
    List<FileChange> fates = new ArrayList<>();
    now.files()
        .forEach(
            (path, content) -> {
              FileContent before = record.files().get(path);
              if (before == null) {
                String former = pathOf(content, removed);
                removed.remove(former == null ? path : former);
                Fate fate = former == null ? Fate.ADDED : Fate.RENAMED;
                fates.add(new FileChange(fate, path, former, List.of()));
              } else if (!before.sha256().equals(content.sha256())) {
                fates.add(new FileChange(Fate.EDITED, path, List.of()));
              }
            });
    removed.keySet().forEach(path -> fates.add(new FileChange(Fate.REMOVED, path, List.of())));
    return fates;
  }

  private static @Nullable String pathOf(FileContent content, Map<String, FileContent> removed) {
    return removed.entrySet().stream()
        .filter(entry -> entry.getValue().sha256().equals(content.sha256()))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(null);
  }

  private FileChange withDiff(FileChange change) {
    if (change.fate() == Fate.RENAMED) {
      return change;
    }
    FileContent before = record.files().get(change.path());
    FileContent current = now.files().get(change.path());
    List<String> diff = FileDiff.of(before, current, encodingOf(change.path()));
    return new FileChange(change.fate(), change.path(), bounded(diff));
  }

  private List<String> bounded(List<String> diff) {
    int shown = Math.min(diff.size(), Math.min(MOST_LINES_OF_A_FILE, linesLeft));
    linesLeft -= shown;
    List<String> lines = new ArrayList<>(diff.subList(0, shown));
    if (shown < diff.size()) {
      lines.add(FileDiff.REMARK + Count.of(diff.size() - (long) shown, "more line"));
    }
    return lines;
  }

  /** What the script's settings say, else what the project says. */
  private Charset encodingOf(String path) {
    String name = now.settings().getOrDefault("flyway." + ENCODING, "UTF-8");
    FileContent beside = now.files().get(path + ".conf");
    byte[] bytes = beside == null ? null : beside.bytes();
    try {
      if (bytes != null) {
        Properties script = new Properties();
        script.load(new StringReader(new String(bytes, StandardCharsets.UTF_8)));
        name = script.getProperty(ENCODING, name);
      }
      return Charset.forName(name.strip());
    } catch (IOException | IllegalArgumentException e) {
      return StandardCharsets.UTF_8;
    }
  }

  private List<ValueChange> settings() {
    List<ValueChange> changes = new ArrayList<>(values(record.settings(), now.settings()));
    now.secrets()
        .forEach(
            (name, secret) -> {
              if (record.secrets().containsKey(name) && !record.hasSecret(name, secret)) {
                changes.add(new ValueChange(name, Redaction.MASK, Redaction.MASK));
              }
            });
    changes.sort(Comparator.comparing(ValueChange::name));
    return changes;
  }

  private List<ValueChange> values(Map<String, String> before, Map<String, String> current) {
    TreeSet<String> names = new TreeSet<>(before.keySet());
    names.addAll(current.keySet());
    return names.stream()
        .filter(name -> !Objects.equals(before.get(name), current.get(name)))
        .map(name -> new ValueChange(name, shown(before.get(name)), shown(current.get(name))))
        .toList();
  }

  private @Nullable String shown(@Nullable String value) {
    if (value == null) {
      return null;
    }
    String line = now.redaction().of(value).replaceAll("\\s+", " ");
    return line.length() <= WIDTH ? line : line.substring(0, WIDTH) + "\u2026";
  }
}
