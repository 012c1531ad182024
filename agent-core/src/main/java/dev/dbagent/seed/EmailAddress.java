// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.seed;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds e-mail addresses that may belong to somebody. */
final class EmailAddress {

  /** The domain after the sign, with a dot in it or an address of a machine in brackets. */
  private static final Pattern ADDRESS =
      Pattern.compile(
          "[^\\s@<>(),;:\\[\\]{}]@((?:[\\p{L}\\p{N}_-]+\\.)+[\\p{L}][\\p{L}\\p{N}-]*|\\[[0-9A-Fa-f:.]+])");

  /** A domain of a column that says that it holds addresses may do without a dot. */
  private static final Pattern ANY = Pattern.compile("\\S@(\\S+)");

  /** Domains that nobody can have (RFC 2606, RFC 6761). */
  private static final Pattern NOBODYS =
      Pattern.compile("(?:.*\\.)?(?:example\\.(?:com|net|org)|test|example|invalid|localhost)");

  private EmailAddress() {}

  /** Whether there is one outside of the domains that are reserved for examples. */
  static boolean isIn(String text, String column) {
    if (text.indexOf('@') < 0) {
      return false;
    }
    boolean isOfMail = column.toLowerCase(Locale.ROOT).contains("mail");
    return isIn(text, ADDRESS) || (isOfMail && isIn(text, ANY));
  }

  private static boolean isIn(String text, Pattern pattern) {
    Matcher address = pattern.matcher(text);
    while (address.find()) {
      String domain = address.group(1).toLowerCase(Locale.ROOT).replaceFirst("[\\p{Punct}]+$", "");
      if (!NOBODYS.matcher(domain).matches()) {
        return true;
      }
    }
    return false;
  }
}
