// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values in messages: on one line, and not too long. */
final class Shown {

  private static final int LONGEST_VALUE = 60;
  private static final int LONGEST_SENTENCE = 240;

  private Shown() {}

  static String value(@Nullable String value) {
    return value == null ? "null" : cut(value, LONGEST_VALUE);
  }

  /** What a server said; it may quote a whole value. */
  static String sentence(String sentence) {
    return cut(sentence, LONGEST_SENTENCE);
  }

  private static String cut(String text, int longest) {
    int end =
        text.codePointCount(0, text.length()) <= longest
            ? text.length()
            : text.offsetByCodePoints(0, longest);
    String line = text.substring(0, end).replaceAll("\\p{Cntrl}", " ");
    return end == text.length() ? line : line + "...";
  }

  /** {@code id = 7} or {@code (a, b) = (1, 2)}. */
  static String pairs(List<String> columns, List<@Nullable String> values) {
    return columns.size() == 1
        ? columns.get(0) + " = " + value(values.get(0))
        : "("
            + String.join(", ", columns)
            + ") = ("
            + values.stream().map(Shown::value).collect(Collectors.joining(", "))
            + ")";
  }
}
