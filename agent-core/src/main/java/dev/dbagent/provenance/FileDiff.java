// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.provenance;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What happened within a file, in lines to print. */
final class FileDiff {

  /** How a line begins that is about the difference and no part of it. */
  static final String REMARK = "... ";

  private static final int WIDTH = 160;

  private FileDiff() {}

  /**
   * Compares two contents of which at most one is absent.
   *
   * @param declared the encoding of what is not UTF-8
   */
  static List<String> of(
      @Nullable FileContent before, @Nullable FileContent now, Charset declared) {
    Optional<FileText> old = text(before, declared);
    Optional<FileText> current = text(now, declared);
    if ((before != null && old.isEmpty()) || (now != null && current.isEmpty())) {
      return List.of();
    }
    List<String> diff = new ArrayList<>();
    if (old.isPresent() && current.isPresent()) {
      diff.addAll(remarks(old.get(), current.get()));
    }
    LineDiff.unified(lines(old), lines(current)).forEach(line -> diff.add(printable(line)));
    return diff;
  }

  private static List<String> remarks(FileText old, FileText now) {
    List<String> remarks = new ArrayList<>();
    if (!old.encoding().equals(now.encoding())) {
      remarks.add(REMARK + "the encoding was " + old.encoding() + " and is " + now.encoding());
    } else if (old.mark() != now.mark()) {
      remarks.add(REMARK + "the byte order mark is " + (now.mark() ? "new" : "gone"));
    }
    boolean known = !old.lineEnds().isEmpty() && !now.lineEnds().isEmpty();
    if (known && !old.lineEnds().equals(now.lineEnds())) {
      remarks.add(REMARK + "the line ends were " + old.lineEnds() + " and are " + now.lineEnds());
    } else if (old.closed() != now.closed() && old.lines().equals(now.lines())) {
      remarks.add(REMARK + "the end of the last line is " + (now.closed() ? "new" : "gone"));
    }
    return remarks;
  }

  private static Optional<FileText> text(@Nullable FileContent content, Charset declared) {
    byte[] bytes = content == null ? null : content.bytes();
    return bytes == null ? Optional.empty() : FileText.of(bytes, declared);
  }

  private static List<String> lines(Optional<FileText> text) {
    return text.map(FileText::lines).orElse(List.of());
  }

  /** Nothing that a terminal would obey, and nothing endless. */
  private static String printable(String line) {
    int[] shown =
        line.codePoints()
            .limit(WIDTH)
            .map(c -> c != '\t' && Character.isISOControl(c) ? '\uFFFD' : c)
            .toArray();
    String text = new String(shown, 0, shown.length);
    return line.codePointCount(0, line.length()) > WIDTH ? text + "\u2026" : text;
  }
}
