// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/**
 * Ways in which a file goes bad, by chance but repeatably: a seed gives the same ones each time.
 */
public final class Mutations {

  private static final int MOST = 4;
  private static final int LONG = 200_000;

  /** What opens, closes or confuses something, to some lexer between the file and the server. */
  private static final List<String> TOKENS =
      List.of(
          "'",
          "\"",
          "''",
          "$$",
          "$x$",
          "$body$",
          "$1",
          "$",
          "/*",
          "*/",
          "--",
          "/* /*",
          ";",
          ";;",
          "(",
          ")",
          "${",
          "}",
          "${none}",
          "${s}",
          "$${s}",
          "${flyway:filename}",
          "\\.",
          "\n\\.\n",
          "\\",
          "\n",
          "\r",
          "\r\n",
          "\t",
          "COPY customer FROM stdin;\n",
          "BEGIN ATOMIC ",
          " END ",
          " CASE ",
          "E'\\",
          "U&'\\+FFFFFF'",
          "B'2'",
          "SELECT 1;",
          "COMMIT;",
          "ROLLBACK;",
          "BEGIN;",
          "VACUUM;",
          "RESET ALL;",
          "SET ROLE nobody;",
          "SET search_path = nowhere;",
          "DROP TABLE customer CASCADE;",
          "DROP SCHEMA public CASCADE;",
          "SELECT pg_terminate_backend(pg_backend_pid());",
          "SET standard_conforming_strings = off;",
          "SET client_encoding = 'LATIN1';",
          "DISCARD ALL;",
          "LOCK TABLE customer;",
          "\\connect other\n",
          "CREATE INDEX CONCURRENTLY ON customer (name);",
          "DO 'BEGIN RAISE ''%'', 1; END';",
          "ROLLBACK TO nowhere;",
          "\0",
          "\uFEFF",
          "\uFFFF",
          "\uFFFD",
          "\u00A0",
          "\u2028",
          "\u0085",
          "\u200B",
          "é",
          "漢",
          "😀",
          "👩🏽‍🚀");

  private final Random random;
  private final List<UnaryOperator<byte[]>> ways;

  public Mutations(long seed) {
    random = new Random(seed);
    ways =
        List.of(
            this::cut,
            this::withoutSome,
            this::withRandomBytes,
            this::withToken,
            this::withToken,
            this::withToken,
            this::duplicated,
            this::withoutLine,
            this::swapped,
            this::longLine,
            this::otherEncoding,
            this::otherLineEnds,
            this::flipped);
  }

  /** One to a few of them, one after the other. */
  public byte[] of(byte[] original) {
    byte[] bytes = original;
    for (int left = 1 + random.nextInt(MOST); left > 0; left--) {
      bytes = ways.get(random.nextInt(ways.size())).apply(bytes);
    }
    return bytes;
  }

  /** One of several. */
  public <T> T oneOf(List<T> several) {
    return several.get(random.nextInt(several.size()));
  }

  private byte[] cut(byte[] bytes) {
    return Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
  }

  private byte[] withoutSome(byte[] bytes) {
    int from = random.nextInt(bytes.length + 1);
    int to = Math.min(bytes.length, from + 1 + random.nextInt(40));
    return joined(Arrays.copyOf(bytes, from), Arrays.copyOfRange(bytes, to, bytes.length));
  }

  private byte[] withRandomBytes(byte[] bytes) {
    byte[] some = new byte[1 + random.nextInt(8)];
    random.nextBytes(some);
    return inserted(bytes, some);
  }

  private byte[] withToken(byte[] bytes) {
    return inserted(bytes, oneOf(TOKENS).getBytes(UTF_8));
  }

  private byte[] flipped(byte[] bytes) {
    byte[] flipped = bytes.clone();
    if (flipped.length > 0) {
      flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
    }
    return flipped;
  }

  private byte[] duplicated(byte[] bytes) {
    List<String> lines = lines(bytes);
    int line = random.nextInt(lines.size());
    for (int times = 1 + random.nextInt(3); times > 0; times--) {
      lines.add(line, lines.get(line));
    }
    return bytes(lines);
  }

  private byte[] withoutLine(byte[] bytes) {
    List<String> lines = lines(bytes);
    lines.remove(random.nextInt(lines.size()));
    return bytes(lines);
  }

  private byte[] swapped(byte[] bytes) {
    List<String> lines = lines(bytes);
    Collections.swap(lines, random.nextInt(lines.size()), random.nextInt(lines.size()));
    return bytes(lines);
  }

  private byte[] longLine(byte[] bytes) {
    String piece = oneOf(List.of(" ", "x", "1,", "'a',", "(", "é", "${s}", "-", "\t"));
    return inserted(bytes, piece.repeat(1 + random.nextInt(LONG / piece.length())).getBytes(UTF_8));
  }

  private byte[] otherEncoding(byte[] bytes) {
    List<Charset> encodings = List.of(ISO_8859_1, UTF_16, UTF_16LE);
    return new String(bytes, UTF_8).getBytes(oneOf(encodings));
  }

  private byte[] otherLineEnds(byte[] bytes) {
    String end = oneOf(List.of("\r\n", "\r", "\n\n", "\u2028", "\f"));
    return new String(bytes, ISO_8859_1).replace("\n", end).getBytes(ISO_8859_1);
  }

  private byte[] inserted(byte[] bytes, byte[] some) {
    int at = random.nextInt(bytes.length + 1);
    return joined(Arrays.copyOf(bytes, at), some, Arrays.copyOfRange(bytes, at, bytes.length));
  }

  /** At least one; every byte is a character, so that none is changed. */
  private static List<String> lines(byte[] bytes) {
    return new ArrayList<>(List.of(new String(bytes, ISO_8859_1).split("(?<=\n)", -1)));
  }

  private static byte[] bytes(List<String> lines) {
    return String.join("", lines).getBytes(ISO_8859_1);
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
