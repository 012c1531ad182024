// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.model;

import java.security.SecureRandom;
import java.util.HexFormat;

/** A text that must not leak: it prints as a mask, and only {@link #reveal()} gives it away. */
public final class Secret {

  private static final int RANDOM_BYTES = 24;

  private final String text;

  private Secret(String text) {
    this.text = text;
  }

  public static Secret of(String text) {
    return new Secret(text);
  }

  /** A fresh secret of 192 random bits, printable, made of hexadecimal digits. */
  public static Secret random() {
    byte[] bytes = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(bytes);
    return new Secret(HexFormat.of().formatHex(bytes));
  }

  /** The text itself: for the one call that needs it, never for a message. */
  public String reveal() {
    return text;
  }

  @Override
  public String toString() {
    return "****";
  }
}
