// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import dev.dbagent.seed.TargetRow.Cell;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Brings a record file to what it should say. A line that says it already stays byte for byte;
 * comments stay with the row that follows them, or within theirs, and go when it goes.
 */
final class RecordPatch {

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final SeedTarget target;
  private final List<Block> blocks = new ArrayList<>();
  private final List<String> tail = new ArrayList<>();
  private final StringBuilder out = new StringBuilder();

  /** A row of the file as it is: the lines before it that say nothing, and its own. */
  private record Block(List<String> lead, List<String> lines) {

    /** How many lines of the lead belong to what comes before: up to the last blank one. */
    int apart() {
      for (int i = lead.size(); i > 0; i--) {
        if (lead.get(i - 1).isBlank()) {
          return i;
        }
      }
      return 0;
    }
  }

  private RecordPatch(SeedTarget target) {
    this.target = target;
  }

  /**
   * Patches a text.
   *
   * @param text well formed, empty for a file that is new
   */
  static String of(String text, SeedTarget target) {
    boolean isMarked = text.startsWith(BYTE_ORDER_MARK);
    RecordPatch patch = new RecordPatch(target);
    patch.parse(isMarked ? text.substring(1) : text);
    patch.write();
    return (isMarked ? BYTE_ORDER_MARK : "") + patch.out;
  }

  private void parse(String text) {
    List<String> silent = new ArrayList<>();
    for (String line : TextLines.of(text)) {
      String content = TextLines.content(line);
      if (RecordLine.isSilent(content)) {
        silent.add(line);
      } else if (RecordLine.of(content).begins()) {
        blocks.add(new Block(List.copyOf(silent), new ArrayList<>(List.of(line))));
        silent.clear();
      } else {
        List<String> lines = blocks.get(blocks.size() - 1).lines();
        lines.addAll(silent);
        lines.add(line);
        silent.clear();
      }
    }
    tail.addAll(silent);
  }

  private void write() {
    Map<Long, TargetRow> kept = target.kept();
    List<Long> order = new ArrayList<>();
    for (long number = 1; number <= blocks.size(); number++) {
      if (kept.containsKey(number)) {
        order.add(number);
      }
    }
    Map<Long, List<TargetRow>> insertions = target.insertions(order);
    boolean isSpaced = blocks.stream().skip(1).anyMatch(block -> block.apart() > 0);
    for (int i = 0; i < blocks.size(); i++) {
      write(blocks.get(i), kept.get(i + 1L), insertions.getOrDefault(i + 1L, List.of()), isSpaced);
    }
    for (TargetRow row : insertions.getOrDefault(0L, List.of())) {
      endLine();
      out.append(isSpaced ? "\n" : "");
      added(row);
    }
    tail.forEach(this::line);
  }

  /** With a row that goes, the blank line before it goes. */
  private void write(
      Block block, @Nullable TargetRow row, List<TargetRow> inserted, boolean isSpaced) {
    int apart = block.apart();
    int shown = apart;
    while (row == null && shown > 0 && block.lead().get(shown - 1).isBlank()) {
      shown--;
    }
    block.lead().subList(0, inserted.isEmpty() ? shown : apart).forEach(this::line);
    for (int i = 0; i < inserted.size(); i++) {
      added(inserted.get(i));
      boolean isLast = row == null && i == inserted.size() - 1;
      out.append(isSpaced && !isLast ? "\n" : "");
    }
    if (row != null) {
      block.lead().subList(apart, block.lead().size()).forEach(this::line);
      patched(block.lines(), row);
    }
  }

  /** A line as it was; the one before it may have been the last of the file and without an end. */
  private void line(String line) {
    endLine();
    out.append(line);
  }

  private void endLine() {
    if (!out.isEmpty() && out.charAt(out.length() - 1) != '\n' && !endsWithReturn()) {
      out.append('\n');
    }
  }

  private boolean endsWithReturn() {
    return out.charAt(out.length() - 1) == '\r';
  }

  private void added(TargetRow row) {
    endLine();
    Map<String, Cell> needed = new LinkedHashMap<>(row.cells());
    needed.values().removeIf(cell -> !cell.isNeeded());
    if (needed.isEmpty()) {
      // A row of which everything is a default must name one column all the same.
      row.cells().entrySet().stream()
          .limit(1)
          .forEach(first -> needed.put(first.getKey(), first.getValue()));
    }
    boolean begins = true;
    for (Map.Entry<String, Cell> cell : needed.entrySet()) {
      out.append(RecordLine.written(begins, cell.getKey(), cell.getValue().value())).append('\n');
      begins = false;
    }
  }

  private void patched(List<String> lines, TargetRow row) {
    Map<String, String> byColumn = new LinkedHashMap<>();
    Map<String, List<String>> comments = new HashMap<>();
    List<String> silent = new ArrayList<>();
    for (String line : lines) {
      String content = TextLines.content(line);
      if (RecordLine.isSilent(content)) {
        silent.add(line);
        continue;
      }
      RecordLine read = RecordLine.of(content);
      String name = target.nameOf(read.column());
      Cell cell = row.cells().get(name);
      if (cell != null && !isDefaultNow(cell, read)) {
        byColumn.put(name, patched(line, content, read, name, cell));
        comments.put(name, List.copyOf(silent));
        silent.clear();
      }
    }
    insertNeeded(byColumn, row);
    writeLines(byColumn, comments);
    silent.forEach(this::line);
  }

  /** A value that was changed into a default is left out. */
  private static boolean isDefaultNow(Cell cell, RecordLine read) {
    return !cell.isNeeded() && !Objects.equals(cell.value(), read.value());
  }

  private static String patched(
      String line, String content, RecordLine read, String name, Cell cell) {
    if (!Objects.equals(cell.value(), read.value())) {
      return RecordLine.written(read.begins(), name, cell.value()) + "\n";
    }
    if (name.equals(read.column())) {
      return line;
    }
    return content.substring(0, RecordLine.NAME_AT)
        + RecordScalar.written(name)
        + ": "
        + content.substring(read.valueAt())
        + line.substring(content.length());
  }

  /** Each after the nearest column before it, in the order of the table, that the row gives. */
  private static void insertNeeded(Map<String, String> byColumn, TargetRow row) {
    String before = null;
    for (Map.Entry<String, Cell> entry : row.cells().entrySet()) {
      String name = entry.getKey();
      if (!byColumn.containsKey(name) && entry.getValue().isNeeded()) {
        String line = RecordLine.written(false, name, entry.getValue().value()) + "\n";
        Map<String, String> rest = new LinkedHashMap<>(byColumn);
        byColumn.clear();
        if (before == null) {
          byColumn.put(name, line);
        }
        for (Map.Entry<String, String> other : rest.entrySet()) {
          byColumn.put(other.getKey(), other.getValue());
          if (other.getKey().equals(before)) {
            byColumn.put(name, line);
          }
        }
      }
      if (byColumn.containsKey(name)) {
        before = name;
      }
    }
  }

  private void writeLines(Map<String, String> byColumn, Map<String, List<String>> comments) {
    boolean begins = true;
    for (Map.Entry<String, String> entry : byColumn.entrySet()) {
      comments.getOrDefault(entry.getKey(), List.of()).forEach(this::line);
      String line = entry.getValue();
      line((begins ? "- " : "  ") + line.substring(RecordLine.NAME_AT));
      begins = false;
    }
  }
}
