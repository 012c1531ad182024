// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed.fake;

import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The constants in CHECKs: of many a condition they are, or are next to, the values that it allows.
 *
 * @param texts what stands in quotes, without the quotes; no patterns
 * @param patterns regular expressions that match a whole value
 * @param numbers those outside of quotes, and their neighbours
 */
record Literals(List<String> texts, List<String> patterns, List<BigDecimal> numbers) {

  private static final Pattern CONSTANT =
      Pattern.compile("'((?:[^']|'')*)'|(?<![\\w.])(-?\\d+(?:\\.\\d+)?)(?![\\w.])");

  static Literals of(List<String> conditions) {
    Set<String> texts = new LinkedHashSet<>();
    Set<String> patterns = new LinkedHashSet<>();
    Set<BigDecimal> numbers = new LinkedHashSet<>();
    for (String condition : conditions) {
      Matcher constant = CONSTANT.matcher(condition);
      while (constant.find()) {
        String text = constant.group(1);
        if (text == null) {
          around(new BigDecimal(constant.group(2)), numbers);
        } else if (isWholePattern(text)) {
          patterns.add(text.substring(1, text.length() - 1).replace("''", "'"));
        } else if (!text.contains("%") && !text.contains("[")) {
          texts.add(text.replace("''", "'"));
        }
      }
    }
    return new Literals(List.copyOf(texts), List.copyOf(patterns), List.copyOf(numbers));
  }

  private static boolean isWholePattern(String text) {
    return text.length() > 2 && text.startsWith("^") && text.endsWith("$");
  }

  private static void around(BigDecimal number, Set<BigDecimal> numbers) {
    numbers.add(number);
    numbers.add(number.add(BigDecimal.ONE));
    numbers.add(number.subtract(BigDecimal.ONE));
  }
}
