// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import dev.dbagent.model.SecretColumn;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Names, values and places in sentences: on one line, not too long, and none that is secret. */
final class Shown {

  private static final int LONGEST_VALUE = 40;

  private Shown() {}

  /** {@code id = 2}, or {@code (a, b) = (1, 2)}. */
  static String row(List<String> columns, List<@Nullable String> values) {
    List<String> shown =
        java.util.stream.IntStream.range(0, columns.size())
            .mapToObj(i -> value(columns.get(i), values.get(i)))
            .toList();
    return columns.size() == 1
        ? columns.get(0) + " = " + shown.get(0)
        : "(" + String.join(", ", columns) + ") = (" + String.join(", ", shown) + ")";
  }

  private static String value(String column, @Nullable String value) {
    if (value == null) {
      return "NULL";
    }
    return SecretColumn.isSecret(column) ? SecretColumn.MASK : cut(value, LONGEST_VALUE);
  }

  static String cut(String text, int longest) {
    boolean fits = text.codePointCount(0, text.length()) <= longest;
    return fits ? line(text) : line(text.substring(0, text.offsetByCodePoints(0, longest))) + "...";
  }

  static String line(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }

  /** The place by the file's own name, without its folder: {@code V20__x.sql:3:14}. */
  static String place(Change change) {
    String place = change.place().toString();
    return place.substring(place.lastIndexOf('/') + 1);
  }

  /** {@code "a", "b" or "c"}. */
  static String anyOf(List<String> names) {
    List<String> quoted = names.stream().map(name -> '"' + name + '"').toList();
    int last = quoted.size() - 1;
    return last == 0
        ? quoted.get(0)
        : quoted.stream().limit(last).collect(Collectors.joining(", ")) + " or " + quoted.get(last);
  }
}
