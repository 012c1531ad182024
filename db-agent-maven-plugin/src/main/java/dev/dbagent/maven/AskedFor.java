// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.maven;

import java.util.List;
import java.util.Set;

/** What a build was asked for: phases and goals, as on the command line. */
final class AskedFor {

  /** Phases of Maven's lifecycles that end before sources are generated. */
  private static final Set<String> EARLY =
      Set.of("pre-clean", "clean", "post-clean", "validate", "initialize");

  private static final String GENERATE = ":generate";

  private AskedFor() {}

  /**
   * Whether the build may come to the goal {@code generate}, if the POM binds it.
   *
   * @param asked none for the POM's default
   */
  static boolean mayGenerate(List<String> asked) {
    for (String word : asked) {
      boolean isGoal = word.indexOf(':') >= 0;
      if (isGoal ? isGenerate(word) : !EARLY.contains(word)) {
        return true;
      }
    }
    return asked.isEmpty();
  }

  private static boolean isGenerate(String goal) {
    int execution = goal.indexOf('@');
    return (execution < 0 ? goal : goal.substring(0, execution)).endsWith(GENERATE);
  }
}
