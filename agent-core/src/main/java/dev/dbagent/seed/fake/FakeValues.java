// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed.fake;

import dev.dbagent.engine.ColumnType;
import dev.dbagent.engine.ColumnType.Family;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/** Makes values up, as texts that the server reads. Not for use by two threads. */
final class FakeValues {

  /** The clock stands here; what is made up lies in the three years before. */
  private static final LocalDateTime NOW = LocalDateTime.of(2026, 1, 1, 0, 0);

  private static final int DAYS = 3 * 365;
  private static final int SECONDS_OF_A_DAY = 24 * 60 * 60;
  private static final int LARGEST = 1000;
  private static final int BITS = 8;

  private final Texts words;

  FakeValues(Texts words) {
    this.words = words;
  }

  /** A value of a column; empty when nobody knows what its type looks like. */
  Optional<String> of(ColumnType type, Draw draw) {
    if (type.isArray()) {
      return Optional.of(element(type, draw).map(FakeValues::arrayOf).orElse("{}"));
    }
    return element(type, draw);
  }

  /**
   * A value that tells its row from others.
   *
   * @param rows how many rows there will be
   */
  Optional<String> distinct(ColumnType type, Draw draw, int rows) {
    return switch (type.family()) {
      case SMALLINT, INTEGER, BIGINT, DECIMAL, FLOAT ->
          type.isArray()
              ? of(type, draw)
              : Optional.of(String.valueOf(draw.row() + (long) draw.attempt() * rows));
      default -> of(type, draw);
    };
  }

  private static String arrayOf(String value) {
    return "{\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"}";
  }

  private Optional<String> element(ColumnType type, Draw draw) {
    if (type.conditions().isEmpty()) {
      return plain(type, draw);
    }
    Literals literals = Literals.of(type.conditions());
    boolean turn = draw.attempt() % 2 == (type.family() == Family.TEXT ? 0 : 1);
    return turn ? allowed(literals, type, draw).or(() -> plain(type, draw)) : plain(type, draw);
  }

  /** What the conditions speak of. */
  private Optional<String> allowed(Literals literals, ColumnType type, Draw draw) {
    return switch (type.family()) {
      case TEXT ->
          literals.patterns().isEmpty()
              ? one(literals.texts(), draw)
              : one(literals.patterns(), draw).flatMap(pattern -> words.matching(pattern, draw));
      case SMALLINT, INTEGER, BIGINT ->
          one(literals.numbers(), draw)
              .map(number -> number.setScale(0, RoundingMode.HALF_UP).toPlainString());
      case DECIMAL, FLOAT -> one(literals.numbers(), draw).map(BigDecimal::toPlainString);
      default -> one(literals.texts(), draw);
    };
  }

  private static <T> Optional<T> one(List<T> several, Draw draw) {
    return several.isEmpty() ? Optional.empty() : Optional.of(draw.oneOf(several));
  }

  private Optional<String> plain(ColumnType type, Draw draw) {
    Random random = draw.random();
    return switch (type.family()) {
      case BOOLEAN -> Optional.of(String.valueOf(random.nextBoolean()));
      case SMALLINT, INTEGER, BIGINT -> Optional.of(String.valueOf(1 + random.nextInt(LARGEST)));
      case DECIMAL -> Optional.of(decimal(type, random));
      case FLOAT -> Optional.of(BigDecimal.valueOf(1 + random.nextInt(LARGEST * 4), 2).toString());
      case TEXT -> Optional.of(cut(words.of(draw), type.length()));
      case ENUM -> one(type.labels(), draw);
      case DATE -> Optional.of(date(random).toString());
      case TIME -> Optional.of(moment(random).toLocalTime().toString());
      case TIMESTAMP -> Optional.of(moment(random) + "Z");
      case INTERVAL -> Optional.of(1 + random.nextInt(30) + " days");
      case UUID -> Optional.of(uuid(draw));
      case BYTES -> Optional.of("\\x" + HexFormat.of().formatHex(draw.digest(), 0, BITS));
      case BITS -> Optional.of(bits(random, type.length() == 0 ? BITS : type.length()));
      case JSON -> Optional.of("{\"value\": " + random.nextInt(LARGEST) + "}");
      case XML -> Optional.of("<value>" + random.nextInt(LARGEST) + "</value>");
      case NETWORK_ADDRESS ->
          Optional.of("192.0.2." + random.nextInt(1 << BITS)); // Nobody's (RFC 5737).
      case NUMBER_RANGE -> Optional.of(range(random.nextInt(LARGEST), LARGEST));
      case DATE_RANGE -> Optional.of(range(date(random), NOW.toLocalDate()));
      case TIMESTAMP_RANGE -> Optional.of(range(moment(random) + "Z", NOW + "Z"));
      case OTHER -> Optional.empty();
    };
  }

  private static String range(Object from, Object to) {
    return "[" + from + "," + to + ")";
  }

  private static String decimal(ColumnType type, Random random) {
    int scale = type.length() == 0 ? 2 : Math.min(type.scale(), 2);
    int whole = type.length() == 0 ? 3 : Math.min(type.length() - type.scale(), 3);
    int bound = BigInteger.TEN.pow(Math.max(whole + scale, 0)).intValueExact();
    return BigDecimal.valueOf(1 + random.nextInt(Math.max(bound - 1, 1)), scale).toPlainString();
  }

  private static LocalDate date(Random random) {
    return NOW.toLocalDate().minusDays(1 + random.nextInt(DAYS));
  }

  private static LocalDateTime moment(Random random) {
    return date(random).atStartOfDay().plusSeconds(random.nextInt(SECONDS_OF_A_DAY));
  }

  /** Of the version that says that its bits are up to who made it (RFC 9562, version 8). */
  private static String uuid(Draw draw) {
    ByteBuffer digest = ByteBuffer.wrap(draw.digest());
    long high = (digest.getLong() & ~0xf000L) | 0x8000L;
    long low = (digest.getLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low).toString();
  }

  private static String bits(Random random, int length) {
    StringBuilder bits = new StringBuilder();
    for (int i = 0; i < length; i++) {
      bits.append(random.nextBoolean() ? '1' : '0');
    }
    return bits.toString();
  }

  private static String cut(String text, int length) {
    return length == 0 || text.length() <= length ? text : text.substring(0, length).strip();
  }
}
