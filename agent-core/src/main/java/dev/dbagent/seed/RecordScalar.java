// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A name or a value in a record file: plain, or in double quotes with YAML's escapes (YAML 1.2.2,
 * 5.7 and 7.3.1). A plain one is the text that stands there and never a number, a date or a truth
 * value; what a YAML editor would take for anything else than this text must be quoted.
 *
 * @param text what it says; null for NULL
 * @param end the index after it
 */
record RecordScalar(@Nullable String text, int end) {

  static final String NULL = "~";

  /** What YAML calls indicators, as far as no plain scalar may begin with them. */
  private static final String INDICATORS = ",[]{}#&*!|>'\"%@`";

  /** Those that mean something only before a blank. */
  private static final String INDICATORS_BEFORE_BLANKS = "-?:";

  private static final Map<Character, Integer> ESCAPES =
      Map.ofEntries(
          Map.entry('0', 0),
          Map.entry('a', 7),
          Map.entry('b', 8),
          Map.entry('t', 9),
          Map.entry('n', 10),
          Map.entry('v', 11),
          Map.entry('f', 12),
          Map.entry('r', 13),
          Map.entry('e', 27),
          Map.entry(' ', 32),
          Map.entry('"', 34),
          Map.entry('/', 47),
          Map.entry('\\', 92),
          Map.entry('N', 0x85),
          Map.entry('_', 0xA0),
          Map.entry('L', 0x2028),
          Map.entry('P', 0x2029));

  /** How many hexadecimal digits follow. */
  private static final Map<Character, Integer> HEX_ESCAPES = Map.of('x', 2, 'u', 4, 'U', 8);

  /** What YAML's core schema reads as null, or what somebody may have meant to be it. */
  private static final Pattern NULL_WORD = Pattern.compile("(?i)null");

  /** What most schemas of YAML agree to be text, and most values are: no need to look closer. */
  private static final Pattern SURELY_PLAIN = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.@/+-]*");

  /**
   * Reads a quoted one.
   *
   * @param start the index of the quote that opens it
   * @throws RecordSyntaxException when it is malformed
   */
  static RecordScalar quoted(String line, int start) {
    StringBuilder text = new StringBuilder();
    int at = start + 1;
    while (at < line.length()) {
      char c = line.charAt(at);
      if (c == '"') {
        return new RecordScalar(text.toString(), at + 1);
      }
      at = c == '\\' ? escape(line, at, text) : plainChar(c, at, text);
    }
    throw new RecordSyntaxException(
        start, "the quote that opens here is not closed on its line; a line end is written \\n");
  }

  private static int plainChar(char c, int at, StringBuilder text) {
    text.append(c);
    return at + 1;
  }

  private static int escape(String line, int at, StringBuilder text) {
    char kind = at + 1 < line.length() ? line.charAt(at + 1) : '\n';
    Integer single = ESCAPES.get(kind);
    if (single != null) {
      text.appendCodePoint(single);
      return at + 2;
    }
    Integer digits = HEX_ESCAPES.get(kind);
    if (digits == null) {
      throw new RecordSyntaxException(at, "a backslash stands here; write \\\\ for it");
    }
    int end = at + 2 + digits;
    text.appendCodePoint(codePoint(line, at, end));
    return end;
  }

  private static int codePoint(String line, int at, int end) {
    String hex = line.substring(at + 2, Math.min(end, line.length()));
    int code = end > line.length() || !hex.matches("[0-9A-Fa-f]+") ? -1 : (int) hexOf(hex);
    if (!Character.isValidCodePoint(code)
        || (code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE)) {
      throw new RecordSyntaxException(
          at, "this escape is no character; a character has the form \\u00e9 or \\U0001f600");
    }
    return code;
  }

  private static long hexOf(String digits) {
    return Math.min(Long.parseLong(digits, 16), Character.MAX_CODE_POINT + 1L);
  }

  /**
   * Reads a plain one.
   *
   * @param start where it begins
   * @param end where it ends, blanks taken off
   * @throws RecordSyntaxException when a YAML editor would read something else
   */
  static RecordScalar plain(String line, int start, int end) {
    String text = line.substring(start, end);
    if (text.equals(NULL)) {
      return new RecordScalar(null, end);
    }
    Flaw flaw = flaw(text);
    if (flaw != null) {
      throw new RecordSyntaxException(start + flaw.at(), flaw.reason());
    }
    return new RecordScalar(text, end);
  }

  /** Writes a value so that it is read as it is, plain if that is possible. */
  static String written(@Nullable String value) {
    if (value == null) {
      return NULL;
    }
    return isPlain(value) ? value : quoted(value);
  }

  /** Whether a text is read as it is without quotes. */
  static boolean isPlain(String text) {
    return !text.equals(NULL)
        && !text.startsWith(" ")
        && !text.endsWith(" ")
        && flaw(text) == null
        && text.codePoints().noneMatch(RecordScalar::isEscaped);
  }

  private static String quoted(String value) {
    StringBuilder quoted = new StringBuilder("\"");
    value.codePoints().forEach(c -> append(quoted, c));
    return quoted.append('"').toString();
  }

  private static void append(StringBuilder quoted, int c) {
    switch (c) {
      case '"' -> quoted.append("\\\"");
      case '\\' -> quoted.append("\\\\");
      case '\t' -> quoted.append("\\t");
      case '\n' -> quoted.append("\\n");
      case '\r' -> quoted.append("\\r");
      default -> {
        if (isEscaped(c)) {
          quoted.append(hex(c));
        } else {
          quoted.appendCodePoint(c);
        }
      }
    }
  }

  private static String hex(int c) {
    String digits = Integer.toHexString(c);
    return "\\u" + "0".repeat(4 - digits.length()) + digits;
  }

  /** Control characters, line ends of any kind, byte order marks (YAML 1.2.2, 5.1 and 5.4). */
  private static boolean isEscaped(int c) {
    return c < ' '
        || (c >= 0x7F && c < 0xA0)
        || c == 0x2028
        || c == 0x2029
        || c == 0xFEFF
        || c == 0xFFFE
        || c == 0xFFFF
        || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }

  private record Flaw(int at, String reason) {}

  private static @Nullable Flaw flaw(String text) {
    if (SURELY_PLAIN.matcher(text).matches() && !NULL_WORD.matcher(text).matches()) {
      return null;
    }
    if (text.isEmpty()) {
      return new Flaw(0, "nothing stands here; write ~ for NULL or \"\" for the empty text");
    }
    if (NULL_WORD.matcher(text).matches()) {
      return new Flaw(0, "write ~ for NULL, or put the word into double quotes");
    }
    Flaw start = flawAtStart(text);
    return start == null ? flawWithin(text) : start;
  }

  private static @Nullable Flaw flawAtStart(String text) {
    char first = text.charAt(0);
    if (INDICATORS.indexOf(first) >= 0) {
      return new Flaw(0, atStart(first));
    }
    boolean aloneOrBeforeBlank = text.length() == 1 || text.charAt(1) == ' ';
    return aloneOrBeforeBlank && INDICATORS_BEFORE_BLANKS.indexOf(first) >= 0
        ? new Flaw(0, atStart(first))
        : null;
  }

  private static String atStart(char first) {
    String what =
        switch (first) {
          case '\'' -> "single quotes are not read here";
          case '|', '>' -> "blocks of several lines are not read here";
          case '[', '{', ']', '}', ',' -> "lists and maps in a value are not read here";
          case '&', '*' -> "anchors and aliases are not read here";
          case '!' -> "tags are not read here";
          default -> "a value that begins with " + first + " means something else in YAML";
        };
    return what + "; put it in double quotes";
  }

  private static @Nullable Flaw flawWithin(String text) {
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      boolean last = at + 1 == text.length();
      if (c == '\t') {
        return new Flaw(at, "a tab stands here; put it in double quotes, with \\t for it");
      }
      if (c == ':' && (last || text.charAt(at + 1) == ' ')) {
        return new Flaw(at, "a colon before a blank; put it in double quotes");
      }
      if (c == '#' && text.charAt(at - 1) == ' ') {
        return new Flaw(
            at,
            "what follows is a comment in YAML; give it a line of its own, or put it in"
                + " double quotes");
      }
    }
    return null;
  }
}
