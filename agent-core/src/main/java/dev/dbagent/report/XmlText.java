// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.report;

/** Any text as XML 1.0 may hold it. */
final class XmlText {

  private static final int LONGEST_ATTRIBUTE = 1000;

  private XmlText() {}

  /**
   * With LF line ends, and the replacement character for what is no character of XML 1.0 (section
   * 2.2): most control characters, and halves of surrogate pairs.
   */
  static String content(String text) {
    if (isPlain(text)) {
      return text;
    }
    return text.replace("\r\n", "\n")
        .replace('\r', '\n')
        .codePoints()
        .map(c -> isLegal(c) ? c : '\uFFFD')
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** One line, because a parser makes a space of each line end; what is too long is cut. */
  static String attribute(String text) {
    if (isPlain(text) && !text.contains("  ") && text.length() <= LONGEST_ATTRIBUTE) {
      return text;
    }
    String line = content(text).replaceAll("\\s+", " ");
    return line.codePointCount(0, line.length()) <= LONGEST_ATTRIBUTE
        ? line
        : line.substring(0, line.offsetByCodePoints(0, LONGEST_ATTRIBUTE)) + "\u2026";
  }

  /**
   * Nearly all there is, of which a thousand are written in a just started JVM: printable ASCII.
   */
  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }

  private static boolean isLegal(int c) {
    return c == '\t'
        || c == '\n'
        || (c >= ' ' && c < Character.MIN_SURROGATE)
        || (c > Character.MAX_SURROGATE && c <= '\uFFFD')
        || c >= Character.MIN_SUPPLEMENTARY_CODE_POINT;
  }
}
