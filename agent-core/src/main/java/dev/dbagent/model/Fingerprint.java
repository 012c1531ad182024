// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The name of a database state: a SHA-256 over everything that made it. Equal inputs give equal
 * fingerprints on every machine.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record Fingerprint(String hex) {

  private static final int DIGITS = 64;

  public Fingerprint {
    boolean valid = hex.length() == DIGITS;
    for (int i = 0; valid && i < DIGITS; i++) {
      char digit = hex.charAt(i);
      valid = (digit >= '0' && digit <= '9') || (digit >= 'a' && digit <= 'f');
    }
    if (!valid) {
      throw new IllegalArgumentException("not a SHA-256 in hexadecimal: " + hex);
    }
  }

  /** Starts a fingerprint of one kind of thing; different kinds never collide. */
  public static Builder of(String kind) {
    return new Builder().add("kind", kind);
  }

  /** A new digest; a copy, because to look for its provider each time takes longer. */
  public static MessageDigest sha256() {
    try {
      return (MessageDigest) Sha256.NEW.clone();
    } catch (CloneNotSupportedException e) {
      return Sha256.made();
    }
  }

  /** A class of its own, because there are fingerprints where nothing is digested. */
  private static final class Sha256 {

    static final MessageDigest NEW = made();

    /** Every Java platform has it. */
    static MessageDigest made() {
      try {
        return MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java platform must offer SHA-256", e);
      }
    }
  }

  /** The first twelve digits: enough for a log line. */
  public String abbreviated() {
    return hex.substring(0, 12);
  }

  /** As any record; spelt out, because what a record brings costs the first build some 20 ms. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Fingerprint fingerprint && fingerprint.hex.equals(hex);
  }

  @Override
  public int hashCode() {
    return hex.hashCode();
  }

  @Override
  public String toString() {
    return hex;
  }

  /**
   * Collects named parts in order. Every part is preceded by its length, so that moving text from
   * one part to the next changes the result.
   */
  public static final class Builder implements Parts {

    private final MessageDigest digest = sha256();

    private Builder() {}

    @Override
    public Builder add(String name, String value) {
      return add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    public Builder add(String name, Fingerprint value) {
      return add(name, value.hex());
    }

    @Override
    public Builder add(String name, byte[] value) {
      part(name.getBytes(StandardCharsets.UTF_8));
      part(value);
      return this;
    }

    public Fingerprint build() {
      return new Fingerprint(HexFormat.of().formatHex(digest.digest()));
    }

    private void part(byte[] bytes) {
      digest.update(Integer.toString(bytes.length).getBytes(StandardCharsets.US_ASCII));
      digest.update((byte) ':');
      digest.update(bytes);
    }
  }
}
