// SPDX-License-Identifier: Apache-2.0
package dev.dbagent.junit;

import dev.dbagent.model.Progress;
import dev.dbagent.model.Stage;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;

/** Hands on what the agent tells to whatever logs in the JVM of the tests. */
final class LoggedProgress implements Progress {

  private final Logger logger = System.getLogger("dev.dbagent.junit");

  @Override
  public void done(Stage stage, String summary, Duration took) {
    logger.log(Level.DEBUG, summary);
  }

  @Override
  public void advanced(Stage stage, int done, int total, String item) {}

  @Override
  public void warned(String message) {
    logger.log(Level.WARNING, message);
  }

  @Override
  public void detail(String message) {
    logger.log(Level.DEBUG, message);
  }
}
