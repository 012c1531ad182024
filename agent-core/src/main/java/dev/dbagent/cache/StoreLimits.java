// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.cache;

import java.time.Duration;

/**
 * How much a store keeps, and for how long. What was used within the last minutes is kept whatever
 * these say.
 *
 * @param bytes of all states together
 * @param age since the last use
 */
public record StoreLimits(long bytes, Duration age) {

  private static final long MEGABYTE = 1_000_000;

  /** A state is 1 to 4 MB: hundreds of them, of many branches and projects. */
  private static final long MEGABYTES = 1000;

  private static final long DAYS = 30;

  /**
   * The limits as people give them.
   *
   * @throws IllegalArgumentException when one is negative or makes no sense
   */
  public static StoreLimits of(long megabytes, long days) {
    if (megabytes < 0 || days < 0) {
      throw new IllegalArgumentException("a limit of the cache is negative");
    }
    return new StoreLimits(
        Math.min(megabytes, Long.MAX_VALUE / MEGABYTE) * MEGABYTE,
        Duration.ofDays(Math.min(days, Integer.MAX_VALUE)));
  }

  /** 1 GB and 30 days. */
  public static StoreLimits standard() {
    return of(MEGABYTES, DAYS);
  }
}
