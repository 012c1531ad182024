// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

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

  /** Levenshtein distance, letter case ignored. */
  private static int distance(String left, String right) {
    String a = left.toLowerCase(Locale.ROOT);
    String b = right.toLowerCase(Locale.ROOT);
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
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
