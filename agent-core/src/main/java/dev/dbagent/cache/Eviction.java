// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.cache;

import dev.dbagent.cache.StoreFiles.Item;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Chooses what a store forgets: least recently used first, a state together with all that is kept
 * of it. It needs no lock: who has a file open reads on although its name is gone (POSIX; Windows
 * refuses to delete it), and what somebody may be about to open was used a moment ago.
 */
final class Eviction {

  /** Between finding a state and opening its file are milliseconds. */
  static final Duration GRACE = Duration.ofMinutes(10);

  /** Who packs a state writes all the time; who has not written for so long was killed. */
  private static final Duration ABANDONED = Duration.ofMinutes(10);

  private final StoreLimits limits;
  private final Instant now;

  Eviction(StoreLimits limits, Instant now) {
    this.limits = limits;
    this.now = now;
  }

  /** What has to go. */
  List<Item> of(List<Item> items) {
    List<Item> going = new ArrayList<>();
    Map<String, List<Item>> states = new HashMap<>();
    for (Item item : items) {
      if (!item.kind().equals(StoreFiles.ASIDE)) {
        states.computeIfAbsent(item.name(), name -> new ArrayList<>()).add(item);
      } else if (isUnusedFor(ABANDONED, item.lastUse())) {
        going.add(item);
      }
    }
    long bytes = 0;
    for (List<Item> state : lastUsedFirst(states)) {
      bytes += state.stream().mapToLong(Item::size).sum();
      Instant used = lastUse(state);
      boolean tooMuch = bytes > limits.bytes() || isUnusedFor(limits.age(), used);
      if (tooMuch && isUnusedFor(GRACE, used)) {
        going.addAll(state);
      }
    }
    return going;
  }

  private boolean isUnusedFor(Duration time, Instant lastUse) {
    return Duration.between(lastUse, now).compareTo(time) > 0;
  }

  private static List<List<Item>> lastUsedFirst(Map<String, List<Item>> states) {
    return states.values().stream()
        .sorted(Comparator.comparing(Eviction::lastUse).reversed())
        .toList();
  }

  static Instant lastUse(List<Item> state) {
    return state.stream().map(Item::lastUse).max(Comparator.naturalOrder()).orElse(Instant.EPOCH);
  }
}
