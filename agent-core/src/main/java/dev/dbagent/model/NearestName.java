// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Guesses what a misspelt name was meant to be. */
public final class NearestName {

  private NearestName() {}

  /** The candidate that is a few keystrokes away, if there is one; ties go to the first by name. */
  public static Optional<String> of(String name, Collection<String> candidates) {
    int bearable = Math.max(2, name.length() / 3);
    return candidates.stream()
        .filter(candidate -> distance(name, candidate) <= bearable)
        .min(
            Comparator.comparingInt((String candidate) -> distance(name, candidate))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** "; did you mean x?", or nothing when no candidate is near. */
  public static String question(String name, Collection<String> candidates) {
    return of(name, candidates).map(near -> "; did you mean " + near + "?").orElse("");
  }

  /**
   * The candidates that are nearest to a name, sorted, each once. None is further away than one
   * mistake in every three letters.
   */
  public static List<String> all(String name, Collection<String> candidates) {
    int bearable = Math.min(Math.max(1, name.length() / 3), name.length() - 1);
    SortedMap<Integer, SortedSet<String>> near = new TreeMap<>();
    for (String candidate : candidates) {
      int distance = distance(name, candidate);
      if (distance <= bearable) {
        near.computeIfAbsent(distance, d -> new TreeSet<>()).add(candidate);
      }
    }
    return near.isEmpty() ? List.of() : List.copyOf(near.get(near.firstKey()));
  }

  /** Levenshtein distance in which two letters exchanged are one mistake; letter case ignored. */
  private static int distance(String left, String right) {
    String a = left.toLowerCase(Locale.ROOT);
    String b = right.toLowerCase(Locale.ROOT);
    int[] beforePrevious = new int[b.length() + 1];
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
        boolean exchanged =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (exchanged) {
          current[j] = Math.min(current[j], beforePrevious[j - 2] + 1);
        }
      }
      beforePrevious = previous;
      previous = current;
    }
    return previous[b.length()];
  }
}
