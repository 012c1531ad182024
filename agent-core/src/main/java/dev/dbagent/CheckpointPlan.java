// SPDX-License-Identifier: Apache-2.0
package dev.dbagent;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Where a replay stops to keep a state: ever denser towards the end, where people edit, and only
 * where the replay since the last one took clearly longer than it costs to keep one.
 */
final class CheckpointPlan {

  /** Until one was made. */
  private static final Duration EXPECTED_COST = Duration.ofMillis(250);

  /** A replay is slowed down by a quarter at most. */
  private static final int WORTH = 4;

  /** Of what remains behind one, this part comes before the next one, in fifths. */
  private static final int FIFTHS = 4;

  /** The end itself is worth more than a state just before it. */
  private static final int NEAR_THE_END = 8;

  private final int total;
  private final boolean isHeadWanted;
  private final LongSupplier nanoTime;
  private final int worth;

  private int last;
  private long since;
  private long cost = EXPECTED_COST.toNanos();
  private boolean hasStopped;
  private boolean hasBegun;

  /**
   * A plan for one replay.
   *
   * @param restored how many versioned migrations are in the database already
   * @param total how many there will be
   * @param isHeadWanted whether the state after all of them is of use and not kept otherwise
   */
  CheckpointPlan(int restored, int total, boolean isHeadWanted) {
    this(restored, total, isHeadWanted, System::nanoTime, WORTH);
  }

  /**
   * @param worth how often the cost of one must have passed; zero for every one there may be
   */
  CheckpointPlan(int restored, int total, boolean isHeadWanted, LongSupplier nanoTime, int worth) {
    this.last = restored;
    this.total = total;
    this.isHeadWanted = isHeadWanted;
    this.nanoTime = nanoTime;
    this.worth = worth;
  }

  /** Whether to stop when so many migrations are done. */
  boolean isDue(int done) {
    long now = nanoTime.getAsLong();
    if (hasStopped) {
      cost = now - since;
    }
    if (hasStopped || !hasBegun) {
      hasStopped = false;
      hasBegun = true;
      since = now;
    }
    long passed = now - since;
    if (done == total) {
      return isHeadWanted && done > last && passed >= Math.min(worth, 1) * cost;
    }
    int past = done - last;
    boolean isPlaced = 5 * past >= FIFTHS * (total - last) && NEAR_THE_END * (total - done) >= past;
    return isPlaced && passed >= worth * cost;
  }

  /** A stop begins. */
  void stopped(int done) {
    last = done;
    since = nanoTime.getAsLong();
    hasStopped = true;
  }
}
