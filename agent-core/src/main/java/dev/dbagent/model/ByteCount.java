// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.model;

import java.util.Locale;

/** Amounts of bytes, as people read them. */
public final class ByteCount {

  private static final long STEP = 1000;
  private static final String[] UNITS = {"bytes", "kB", "MB", "GB", "TB"};

  private ByteCount() {}

  /** For example {@code 512 bytes}, {@code 4.2 MB}, {@code 61 GB}: two digits that count. */
  public static String of(long bytes) {
    int unit = 0;
    double amount = bytes;
    while (amount >= STEP && unit < UNITS.length - 1) {
      amount /= STEP;
      unit++;
    }
    String form = unit > 0 && amount < 10 ? "%.1f %s" : "%.0f %s";
    return String.format(Locale.ROOT, form, amount, UNITS[unit]);
  }
}
