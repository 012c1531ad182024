// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.migration;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row as a script writes it.
 *
 * @param offset in its statement
 * @param values in the order of the script
 */
record ScriptRow(int offset, List<Value> values) {

  /**
   * A value as far as the script tells it.
   *
   * @param isLiteral false for what only the server can compute
   * @param text null for NULL
   */
  record Value(boolean isLiteral, @Nullable String text) {

    private static final int LONGEST_NUMBER = 60;

    static final Value COMPUTED = new Value(false, null);

    boolean is(@Nullable String other) {
      if (text == null || other == null) {
        return text == null && other == null;
      }
      return text.equals(other) || isSameNumber(text, other) || isSameTruth(text, other);
    }

    private static boolean isSameNumber(String one, String other) {
      if (one.length() > LONGEST_NUMBER || other.length() > LONGEST_NUMBER) {
        return false;
      }
      try {
        return new BigDecimal(one).compareTo(new BigDecimal(other)) == 0;
      } catch (NumberFormatException e) {
        // One of both is no number.
        return false;
      }
    }

    private static boolean isSameTruth(String one, String other) {
      List<String> words = List.of("true", "false");
      String truth = other.toLowerCase(Locale.ROOT);
      return words.contains(truth)
          && truth.startsWith(one.toLowerCase(Locale.ROOT))
          && !one.isEmpty();
    }
  }

  /** Whether it tells a value for each of the columns, of which there is at least one. */
  boolean gives(List<String> names, Map<String, @Nullable String> columns) {
    return !columns.isEmpty()
        && columns.keySet().stream()
            .mapToInt(names::indexOf)
            .allMatch(i -> i >= 0 && i < values.size() && values.get(i).isLiteral());
  }

  /** Whether what it tells of the columns is so, and it tells anything. */
  boolean agrees(List<String> names, Map<String, @Nullable String> columns) {
    int told = 0;
    for (int i = 0; i < Math.min(names.size(), values.size()); i++) {
      Value value = values.get(i);
      if (value.isLiteral() && columns.containsKey(names.get(i))) {
        if (!value.is(columns.get(names.get(i)))) {
          return false;
        }
        told++;
      }
    }
    return told > 0;
  }

  /** Whether each of the values is among its own. */
  boolean holds(Collection<@Nullable String> some) {
    return some.stream().allMatch(one -> values.stream().anyMatch(v -> v.isLiteral() && v.is(one)));
  }

  /** Whether each of its own values is among these. */
  boolean isWithin(Collection<@Nullable String> some) {
    return values.stream()
        .filter(Value::isLiteral)
        .allMatch(value -> some.stream().anyMatch(value::is));
  }
}
