// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import dev.dbagent.engine.TableShape.ColumnShape;
import dev.dbagent.model.SecretColumn;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells what a value looks like that nobody should find in a checkout. Where in doubt it says so:
 * who knows better can allow the column.
 */
final class SecretSearch {

  private static final Pattern HARMLESS_TYPES =
      Pattern.compile(
          "(?:smallint|integer|bigint|real|double precision|numeric|money|boolean|date|time|interval|oid)"
              + "(?:\\W.*|stamp.*)?");

  private static final Pattern PASSWORD = Pattern.compile("passw|passphrase|passwd|pwd");
  private static final Pattern RANDOM = Pattern.compile("[A-Za-z0-9+/=_-]{16,}");

  /** Bits for each character; words have fewer, and so have long numbers. */
  private static final double MUCH = 3.0;

  private static final Pattern ESCAPED = Pattern.compile("\\\\+u([0-9A-Fa-f]{4})");
  private static final Pattern HEX = Pattern.compile("\\\\+x((?:[0-9A-Fa-f]{2}){8,})");

  private SecretSearch() {}

  /** What a value of a column looks like; empty when it looks like nothing. */
  static Optional<String> suspicion(ColumnShape column, String value) {
    if (HARMLESS_TYPES.matcher(column.type()).matches()) {
      return Optional.empty();
    }
    return plain(column, value).or(() -> hidden(column, value));
  }

  private static Optional<String> plain(ColumnShape column, String value) {
    String lower = value.toLowerCase(Locale.ROOT);
    for (SecretPattern pattern : SecretPattern.ALL) {
      if (pattern.isIn(value, lower)) {
        return Optional.of(pattern.what());
      }
    }
    if (EmailAddress.isIn(value, column.name())) {
      return Optional.of("an e-mail address outside of the example domains");
    }
    return byName(column.name(), value);
  }

  private static Optional<String> byName(String column, String value) {
    if (!SecretColumn.isSecret(column)) {
      return Optional.empty();
    }
    boolean isPassword = PASSWORD.matcher(column.toLowerCase(Locale.ROOT).replace("_", "")).find();
    if (isPassword && !value.isBlank()) {
      return Optional.of("a password");
    }
    return RANDOM.matcher(value).results().map(MatchResult::group).anyMatch(SecretSearch::isRandom)
        ? Optional.of("a key or a token")
        : Optional.empty();
  }

  private static boolean isRandom(String text) {
    Map<Integer, Integer> counts = new HashMap<>();
    text.chars().forEach(c -> counts.merge(c, 1, Integer::sum));
    double bits = 0;
    for (int count : counts.values()) {
      double share = (double) count / text.length();
      bits -= share * Math.log(share) / Math.log(2);
    }
    return bits >= MUCH;
  }

  /** The same in what is written as hexadecimal digits or escapes. */
  private static Optional<String> hidden(ColumnShape column, String value) {
    Matcher hex = HEX.matcher(value);
    while (hex.find()) {
      byte[] bytes = HexFormat.of().parseHex(hex.group(1));
      Optional<String> found = plain(column, new String(bytes, StandardCharsets.ISO_8859_1));
      if (found.isPresent()) {
        return found;
      }
    }
    String unescaped =
        ESCAPED
            .matcher(value)
            .replaceAll(
                match ->
                    Matcher.quoteReplacement(
                        String.valueOf((char) Integer.parseInt(match.group(1), 16))));
    return unescaped.equals(value) ? Optional.empty() : plain(column, unescaped);
  }
}
