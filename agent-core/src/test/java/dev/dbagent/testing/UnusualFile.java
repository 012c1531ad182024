// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.testing;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A file as nobody expects it, beside those of {@link SoundProject}.
 *
 * @param name what is unusual about it
 * @param path where it goes
 * @param content made when it is needed: it may be big
 * @param code what it must be answered by, {@code none} for no failure; empty if any answer will do
 * @param place that the answer must name, if it must
 */
public record UnusualFile(
    String name,
    String path,
    Supplier<byte[]> content,
    Optional<String> code,
    Optional<String> place) {

  private static final String FILE = "migration/V9__unusual.sql";
  private static final int MEGABYTE = 1 << 20;

  /** All of them. */
  public static List<UnusualFile> all() {
    List<UnusualFile> all = new ArrayList<>();
    all.addAll(big());
    all.addAll(deep());
    all.addAll(open());
    all.addAll(strange());
    all.addAll(named());
    return all;
  }

  private static List<UnusualFile> big() {
    return List.of(
        of("10 MB, then a mistake", () -> rows(240_000) + ";\nSELEC 1;\n")
            .answeredBy("DBA-M009", 240_004, 1),
        of(
                "10 MB of copied rows, the last but one wrong",
                () ->
                    "COPY customer (id, name) FROM stdin;\n"
                        + lines(400_000, "%d\tcustomer %d\n")
                        + "x\tAda\n7\tAda\n\\.\n")
            .answeredBy("DBA-M017", 400_002, 1),
        of("4 MB in one line", () -> "SELECT 'x" + "y".repeat(4 * MEGABYTE) + "', nosuch;")
            .answeredBy("DBA-M010", 1, 4 * MEGABYTE + 13),
        of(
                "2,000 comments",
                () -> lines(1_000, "/* it's */ -- the comment number %d of %d; /*\n") + "SELEC 1;")
            .answeredBy("DBA-M009", 1_001, 1),
        of(
                "10 MB after an open quote",
                () -> "SELECT 1;\nSELECT 'a" + lines(300_000, "INSERT INTO customer (%d, %d);\n"))
            .answeredBy("DBA-M027", 2, 8),
        of("10 MB of random bytes", () -> random(10 * MEGABYTE)).answeredBy("DBA-M026"),
        new UnusualFile(
                "10 MB of seed rows, the last wrong",
                "seed/log.csv",
                () ->
                    ("at\n" + "2026-03-04 05:06:07+00\n".repeat(450_000) + "never\n")
                        .getBytes(UTF_8),
                Optional.empty(),
                Optional.empty())
            .answeredBy("DBA-S005", 450_002, 1),
        of("1 MB of placeholders", () -> "SELECT 1" + ", ${s}".repeat(MEGABYTE / 6) + ", nosuch;")
            .answeredBy("DBA-M010"),
        of("5,000 statements, the last wrong", () -> "SELECT 1;\n".repeat(5_000) + "SELECT nosuch;")
            .answeredBy("DBA-M010", 5_001, 8),
        of("1 MB of line ends", () -> "\n\r\n\r".repeat(MEGABYTE / 4) + "SELECT nosuch;")
            .answeredBy("DBA-M010"),
        of("1 MB of semicolons", () -> ";".repeat(MEGABYTE) + "SELECT nosuch;")
            .answeredBy("DBA-M010", 1, MEGABYTE + 8));
  }

  private static List<UnusualFile> deep() {
    int depth = 100_000;
    return List.of(
        of(
            "parentheses, deep",
            () -> "SELECT " + "(".repeat(depth) + "1" + ")".repeat(depth) + ";"),
        of("parentheses, not closed", () -> "SELECT " + "(".repeat(depth)),
        of("comments, deep", () -> "/*".repeat(2_000) + "*/".repeat(2_000) + "SELECT nosuch;")
            .answeredBy("DBA-M010", 1, 8_008),
        of("comments, not closed", () -> "/*".repeat(depth)).answeredBy("DBA-M027", 1, 1),
        of("dollar quotes, many", () -> "SELECT " + lines(10_000, "$a%d$ $b%d$ ")),
        of("dollars", () -> "SELECT " + "$".repeat(depth) + ";"),
        of("dollars and words", () -> "SELECT " + "$a".repeat(depth) + ";"),
        of("quotes", () -> "SELECT " + "'".repeat(depth) + ";"),
        of("double quotes", () -> "SELECT " + "\"a\".".repeat(depth) + ";"),
        of("backslashes", () -> "SELECT E'" + "\\".repeat(depth) + "';"),
        of(
            "cases",
            () ->
                "SELECT "
                    + "CASE WHEN true THEN ".repeat(1_000)
                    + "1"
                    + " END".repeat(1_000)
                    + ";"),
        of(
            "atomic bodies",
            () -> "CREATE FUNCTION f() RETURNS int " + "BEGIN ATOMIC ".repeat(1_000)),
        of("a long name", () -> "SELECT 1 AS " + "a".repeat(depth) + ", nosuch;"));
  }

  private static List<UnusualFile> open() {
    return List.of(
        of("a quote", () -> "SELECT '").answeredBy("DBA-M027", 1, 8),
        of("a dollar quote", () -> "SELECT $a$ $$").answeredBy("DBA-M027", 1, 8),
        of("a double quote", () -> "SELECT \"").answeredBy("DBA-M027", 1, 8),
        of("a comment", () -> "SELECT 1;\n/*").answeredBy("DBA-M027", 2, 1),
        of("half a comment", () -> "SELECT 1;\n/").answeredBy("DBA-M009", 2, 1),
        of("an escape", () -> "SELECT E'\\").answeredBy("DBA-M027", 1, 8),
        of("a placeholder", () -> "SELECT ${").answeredBy("DBA-M018", 1, 8),
        of("a placeholder, later closed", () -> "SELECT ${s, 1;\nSELECT '}';")
            .answeredBy("DBA-M018", 1, 8),
        of("a placeholder without a name", () -> "SELECT ${};").answeredBy("DBA-M018", 1, 8),
        of("a placeholder in another", () -> "SELECT ${a${s}};").answeredBy("DBA-M018", 1, 8),
        of("a COPY without rows", () -> "COPY customer FROM stdin;").answeredBy("DBA-M027", 1, 1),
        of("a COPY without an end", () -> "COPY customer FROM stdin").answeredBy("DBA-M027", 1, 1),
        of("half a COPY", () -> "SELECT 1;\nCOPY customer (id) FROM stdin;\n7\n8")
            .answeredBy("DBA-M027", 2, 1),
        of("half the end of a COPY", () -> "COPY customer (id) FROM stdin;\n7\n\\")
            .answeredBy("DBA-M027", 1, 1),
        of("everything", () -> "/* ' \" $$ ${s} */ SELECT $a$ /* ' \" ( BEGIN ATOMIC"));
  }

  private static List<UnusualFile> strange() {
    return List.of(
        of("nothing", () -> "").answeredBy("none"),
        of("a byte order mark", () -> "\uFEFF").answeredBy("none"),
        of("two byte order marks", () -> "\uFEFF\uFEFFSELECT nosuch;"),
        of("a byte order mark in the middle", () -> "SELECT 1;\uFEFF SELECT nosuch;"),
        of("only comments", () -> "-- nothing\n/* yet */").answeredBy("none"),
        of("only a semicolon", () -> ";").answeredBy("none"),
        of("NUL bytes", () -> "SELECT 1;\nSELECT '\0\0\0';").answeredBy("DBA-M026", 2, 9),
        of("only NUL bytes", () -> "\0".repeat(1_000)).answeredBy("DBA-M026", 1, 1),
        of("half a surrogate pair", bytes(0xED, 0xA0, 0x80, ';')).answeredBy("DBA-M026"),
        of("an overlong letter", bytes('-', '-', 0xC0, 0xAF, '\n')).answeredBy("DBA-M026"),
        of("half a letter at the end", bytes('-', '-', 0xE6, 0xBC)).answeredBy("DBA-M026"),
        of("UTF-16", () -> "SELECT 1;".getBytes(UTF_16)).answeredBy("DBA-M026"),
        of("characters that are none", () -> "SELECT '\uFFFF\uFFFE', nosuch;")
            .answeredBy("DBA-M010", 1, 14),
        of("every control character", () -> "SELECT '" + codePoints(1, 32) + "', nosuch;"),
        of("other line ends", () -> "SELECT 1; \u2028 \u0085 \u000B \f SELECT nosuch;"),
        of("text from right to left", () -> "SELECT '\u202E שלום', nosuch;")
            .answeredBy("DBA-M010", 1, 18),
        of("a program", () -> random(4_000)));
  }

  private static List<UnusualFile> named() {
    Supplier<byte[]> fails = () -> "SELECT nosuch;".getBytes(UTF_8);
    return List.of(
            "V9__it's \"odd\" $1 %s {0} ${s}.sql",
            "V9__日本 😀.sql",
            "V9__a\nb.sql",
            "V9__#a?b&c=d;e:f.sql",
            "V9__\\.sql",
            "V9__.sql",
            "V9.sql",
            "V9__" + "x".repeat(240) + ".sql")
        .stream()
        .map(
            name ->
                new UnusualFile(
                    "named " + name.replaceAll("\\p{Cntrl}", "?"),
                    "migration/" + name,
                    fails,
                    Optional.empty(),
                    Optional.empty()))
        .toList();
  }

  private static UnusualFile of(String name, Supplier<?> content) {
    return new UnusualFile(
        name,
        FILE,
        () ->
            content.get() instanceof byte[] bytes
                ? bytes
                : content.get().toString().getBytes(UTF_8),
        Optional.empty(),
        Optional.empty());
  }

  private UnusualFile answeredBy(String answer) {
    return new UnusualFile(name, path, content, Optional.of(answer), place);
  }

  private UnusualFile answeredBy(String answer, int line, int column) {
    String where = path + ":" + line + ":" + column;
    return new UnusualFile(name, path, content, Optional.of(answer), Optional.of(where));
  }

  private static String rows(int count) {
    return "INSERT INTO customer (id, name) VALUES\n"
        + lines(count, "(%d, 'customer number %d of all'),\n")
        + "(7, 'the last')\n";
  }

  private static String lines(int count, String form) {
    return IntStream.range(100, 100 + count)
        .mapToObj(i -> form.formatted(i, i))
        .collect(Collectors.joining());
  }

  private static String codePoints(int from, int to) {
    return IntStream.range(from, to).mapToObj(Character::toString).collect(Collectors.joining());
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private static Supplier<byte[]> bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return () -> bytes;
  }

  @Override
  public String toString() {
    return name;
  }
}
