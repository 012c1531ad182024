// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.maven;

import java.io.PrintStream;
import java.time.Duration;
import org.apache.maven.plugin.logging.Log;

/** Where the state of a long stage is shown while it runs. */
interface LongStage {

  /** How much time there is at least between two calls of {@link #show}. */
  Duration pause();

  void show(String state);

  /** Leaves no trace of what was shown, where that can be. */
  void erase();

  /** A line of the log every few seconds: for files, pipes and CI. */
  static LongStage logged(Log log) {
    return new LongStage() {
      @Override
      public Duration pause() {
        return Duration.ofSeconds(5);
      }

      @Override
      public void show(String state) {
        log.info("  " + state);
      }

      @Override
      public void erase() {}
    };
  }

  /** One line that is written over: for somebody who sits before a terminal. */
  static LongStage inPlace(PrintStream terminal) {
    return new LongStage() {
      private static final String BEGIN_OF_LINE = "\r\u001B[K";
      private static final int WIDTH = 79;

      private boolean shown;

      @Override
      public Duration pause() {
        return Duration.ofMillis(200);
      }

      @Override
      public void show(String state) {
        terminal.print(BEGIN_OF_LINE + state.substring(0, Math.min(WIDTH, state.length())));
        terminal.flush();
        shown = true;
      }

      @Override
      public void erase() {
        if (shown) {
          terminal.print(BEGIN_OF_LINE);
          terminal.flush();
          shown = false;
        }
      }
    };
  }
}
