// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.maven;

import dev.dbagent.AgentException;
import dev.dbagent.diagnosis.Wording;
import dev.dbagent.report.DiagnosisText;
import dev.dbagent.report.Palette;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;

/** Gives the answer to why a goal failed: its line at once, the whole of it at the end. */
final class Answer {

  private final Log log;
  private final Wording wording;
  private final Palette palette;

  Answer(Log log, Wording wording, Palette palette) {
    this.log = log;
    this.wording = wording;
    this.palette = palette;
  }

  /**
   * What Maven is to print last. Without a cause, whose message Maven would print behind it, and
   * without a long message, before which Maven would print the short one twice.
   */
  MojoFailureException failure(AgentException e) {
    log.error(e.diagnosis().headline());
    log.debug(e);
    return new MojoFailureException(DiagnosisText.of(e.diagnosis(), e.changes(), wording, palette));
  }
}
