// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import dev.dbagent.model.Fingerprint;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts constants in the place of values that another run makes anew: times of now, random ones. A
 * constant is derived from where the value stands first, so it is the same on every machine; values
 * that were equal in both runs get the same one, so that keys still find their rows.
 */
final class Settled {

  private static final LocalDateTime EPOCH = LocalDateTime.of(2000, 1, 1, 0, 0);

  /** About thirty years. */
  private static final long SECONDS = 1_000_000_000;

  private static final Pattern NUMERIC = Pattern.compile("numeric\\((\\d+),(-?\\d+)\\)");
  private static final Pattern TEXT =
      Pattern.compile("(?:character varying|character)\\((\\d+)\\)");

  private final Map<List<@Nullable String>, String> constants = new HashMap<>();

  /**
   * The value to write.
   *
   * @param place table, row and column
   * @param type of the column
   * @param one the value in one run
   * @param other the value in the other run
   * @return null for NULL
   */
  @Nullable String value(String place, String type, @Nullable String one, @Nullable String other) {
    if (one == null || other == null || one.equals(other)) {
      return one;
    }
    List<@Nullable String> pair = List.of(type, one, other);
    String known = constants.get(pair);
    if (known == null) {
      known = constant(type, Fingerprint.of("settled").add("place", place).build().hex(), one);
      constants.put(pair, known);
    }
    return known;
  }

  /** The value itself if nothing can be derived for its type. */
  private static String constant(String type, String digest, String value) {
    BigInteger number = new BigInteger(digest.substring(0, 24), 16);
    Matcher numeric = NUMERIC.matcher(type);
    if (numeric.matches()) {
      int digits = Integer.parseInt(numeric.group(1)) - Integer.parseInt(numeric.group(2));
      return below(number, BigInteger.TEN.pow(Math.max(0, Math.min(digits, 9))));
    }
    Matcher text = TEXT.matcher(type);
    if (text.matches()) {
      int length = Integer.parseInt(text.group(1));
      return digest.substring(0, Math.min(length, 32));
    }
    return switch (type) {
      case "uuid" -> UUID.nameUUIDFromBytes(digest.getBytes(StandardCharsets.US_ASCII)).toString();
      case "timestamp with time zone" -> time("uuuu-MM-dd HH:mm:ss", number) + "+00";
      case "timestamp without time zone" -> time("uuuu-MM-dd HH:mm:ss", number);
      case "date" -> time("uuuu-MM-dd", number);
      case "time without time zone" -> time("HH:mm:ss", number);
      case "time with time zone" -> time("HH:mm:ss", number) + "+00";
      case "smallint" -> below(number, BigInteger.valueOf(Short.MAX_VALUE));
      case "integer", "bigint", "numeric", "real", "double precision" ->
          below(number, BigInteger.valueOf(Integer.MAX_VALUE));
      case "text", "character varying" -> digest.substring(0, 32);
      case "bytea" -> "\\x" + digest.substring(0, 32);
      default -> value;
    };
  }

  private static String below(BigInteger number, BigInteger bound) {
    return number.mod(bound).toString();
  }

  private static String time(String pattern, BigInteger number) {
    long seconds = number.mod(BigInteger.valueOf(SECONDS)).longValue();
    return EPOCH.plusSeconds(seconds).format(DateTimeFormatter.ofPattern(pattern, Locale.ROOT));
  }
}
