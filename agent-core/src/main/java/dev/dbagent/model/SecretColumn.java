// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.model;

import java.util.Locale;
import java.util.regex.Pattern;

/** Tells by the name of a column whether its values are nobody else's business. */
public final class SecretColumn {

  /** What stands in place of a value. */
  public static final String MASK = "***";

  private static final Pattern PARTS =
      Pattern.compile(
          "passw|passphrase|pwd|secret|token|credential"
              + "|(?:api|private|secret|encryption|signing|access|master|session)key");

  /** Words that are parts of harmless words too, as in compass, pinned. */
  private static final Pattern WORDS = Pattern.compile("(?<![a-z])(?:pass|pin|otp)(?![a-z])");

  private SecretColumn() {}

  public static boolean isSecret(String column) {
    String words = column.toLowerCase(Locale.ROOT);
    return PARTS.matcher(words.replace("_", "")).find() || WORDS.matcher(words).find();
  }
}
