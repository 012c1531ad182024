// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.model;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * Tells whether something is still what it was: two cyclic redundancy checks of different
 * polynomials, and the length. A change goes unnoticed once in 2^64 times, unless somebody wants it
 * to. In a JVM that has just started it costs a fiftieth of a SHA-256.
 */
public final class Checksum implements Parts {

  private final CRC32 first = new CRC32();
  private final CRC32C second = new CRC32C();
  private long length;

  /** Of the bytes alone. */
  public static String of(byte[] content) {
    Checksum checksum = new Checksum();
    checksum.update(content);
    return checksum.toString();
  }

  @Override
  public Checksum add(String name, byte[] value) {
    part(name.getBytes(StandardCharsets.UTF_8));
    part(value);
    return this;
  }

  private void part(byte[] bytes) {
    update(Integer.toString(bytes.length).getBytes(StandardCharsets.US_ASCII));
    update(new byte[] {':'});
    update(bytes);
  }

  private void update(byte[] bytes) {
    first.update(bytes);
    second.update(bytes);
    length += bytes.length;
  }

  /** The checksum of what was added so far, as one word. */
  @Override
  public String toString() {
    return Long.toHexString(first.getValue())
        + "-"
        + Long.toHexString(second.getValue())
        + "-"
        + Long.toHexString(length);
  }
}
