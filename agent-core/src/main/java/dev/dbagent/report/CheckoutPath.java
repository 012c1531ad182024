// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.report;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** A file as somebody names it who stands at the root of the checkout. */
final class CheckoutPath {

  private static final Pattern ABSOLUTE = Pattern.compile("/.*|[A-Za-z]:/.*", Pattern.DOTALL);
  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";

  private final String path;

  private CheckoutPath(String path) {
    this.path = path;
  }

  /**
   * Of a file that is told from the module.
   *
   * @param modulePath from the root of the checkout to the module; empty for the root
   * @param file relative to the module, or absolute because it is outside of the checkout
   */
  static CheckoutPath of(String modulePath, String file) {
    return new CheckoutPath(
        ABSOLUTE.matcher(file).matches() ? file : normalized(modulePath + "/" + file));
  }

  boolean isAbsolute() {
    return ABSOLUTE.matcher(path).matches();
  }

  /**
   * A URI reference (RFC 3986). The bytes of the name are kept as they are: {@link
   * java.net.URI#toASCIIString()} would compose its characters, and then it is another file.
   */
  String uri() {
    if (!isAbsolute()) {
      return encoded(path);
    }
    String authority =
        path.startsWith("//") ? "file:" : path.startsWith("/") ? "file://" : "file:///";
    return authority + encoded(path).replaceFirst("^([A-Za-z])%3A/", "$1:/");
  }

  @Override
  public String toString() {
    return path;
  }

  private static String normalized(String path) {
    Deque<String> names = new ArrayDeque<>();
    for (String name : path.split("/", -1)) {
      if (name.equals("..") && !names.isEmpty() && !names.getLast().equals("..")) {
        names.removeLast();
      } else if (!name.isEmpty() && !name.equals(".")) {
        names.addLast(name);
      }
    }
    return String.join("/", names);
  }

  private static String encoded(String path) {
    StringBuilder encoded = new StringBuilder();
    for (byte octet : path.getBytes(StandardCharsets.UTF_8)) {
      if (UNRESERVED.indexOf((char) octet) >= 0) {
        encoded.append((char) octet);
      } else {
        encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(octet));
      }
    }
    return encoded.toString();
  }
}
