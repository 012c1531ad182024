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

  private static final int ROOM = 1 << 13;

  private final CRC32 first = new CRC32();
  private final CRC32C second = new CRC32C();

  /** Small parts are gathered here: to begin a check costs more than to go on with it. */
  private final byte[] gathered = new byte[ROOM];

  private int filled;
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
    if (ROOM - filled < Integer.BYTES) {
      flush();
    }
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      gathered[filled++] = (byte) (bytes.length >>> shift);
    }
    length += Integer.BYTES;
    update(bytes);
  }

  private void update(byte[] bytes) {
    length += bytes.length;
    if (bytes.length > ROOM - filled) {
      flush();
    }
    if (bytes.length > ROOM) {
      first.update(bytes);
      second.update(bytes);
    } else {
      System.arraycopy(bytes, 0, gathered, filled, bytes.length);
      filled += bytes.length;
    }
  }

  private void flush() {
    first.update(gathered, 0, filled);
    second.update(gathered, 0, filled);
    filled = 0;
  }

  /** The checksum of what was added so far, as one word. */
  @Override
  public String toString() {
    flush();
    return Long.toHexString(first.getValue())
        + "-"
        + Long.toHexString(second.getValue())
        + "-"
        + Long.toHexString(length);
  }
}
