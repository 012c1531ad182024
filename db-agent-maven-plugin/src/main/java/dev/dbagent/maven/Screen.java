// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.maven;

import dev.dbagent.report.Palette;
import java.util.Map;
import org.apache.maven.execution.MavenExecutionRequest;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.shared.utils.logging.MessageUtils;

/**
 * What the output of this build may look like. Plain in batch mode, when Maven does not colour, and
 * with {@code NO_COLOR} (https://no-color.org).
 *
 * @param coloured whether colours may be used
 * @param terminal whether somebody watches who can be shown a line that changes
 */
record Screen(boolean coloured, boolean terminal) {

  static Screen of(MavenExecutionRequest request, Map<String, String> environment) {
    boolean coloured =
        request.isInteractiveMode()
            && MessageUtils.isColorEnabled()
            && environment.getOrDefault("NO_COLOR", "").isEmpty();
    boolean alone = request.getDegreeOfConcurrency() <= 1;
    boolean watched = environment.containsKey("TERM") && !environment.containsKey("CI");
    return new Screen(coloured, coloured && alone && watched);
  }

  /** Maven's own colours, or none. */
  Palette palette() {
    return coloured ? new MavenColours() : Palette.PLAIN;
  }

  LongStage longStage(Log log) {
    return terminal ? LongStage.inPlace(System.out) : LongStage.logged(log);
  }
}
