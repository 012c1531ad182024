// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.provenance;

import java.util.Locale;
import java.util.regex.Pattern;

/** Tells by its name or its looks whether the value of a setting is nobody else's business. */
final class SecretNames {

  private static final String PLACEHOLDERS = "flyway.placeholders.";

  private static final Pattern PARTS =
      Pattern.compile("passw|passphrase|pwd|secret|token|credential|key");

  /** Words that are parts of harmless words too, as in bypass, capital, author. */
  private static final Pattern WORDS = Pattern.compile("(?<![a-z])(?:pass|api|auth|pin)(?![a-z])");

  private static final Pattern CAMEL = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

  /** Credentials in a URL, in SQL, in PEM. */
  private static final Pattern VALUES =
      Pattern.compile("(?i)://[^/\\s:@]*:[^/\\s@]+@|\\bpassword\\s+'|-----BEGIN ");

  private SecretNames() {}

  static boolean isSecret(String name, String value) {
    if (value.isBlank() || value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false")) {
      return false;
    }
    String own =
        name.startsWith(PLACEHOLDERS)
            ? name.substring(PLACEHOLDERS.length())
            : name.substring(name.lastIndexOf('.') + 1);
    String words = CAMEL.matcher(own).replaceAll("_").toLowerCase(Locale.ROOT);
    return PARTS.matcher(words.replace("_", "")).find()
        || WORDS.matcher(words).find()
        || VALUES.matcher(value).find();
  }
}
